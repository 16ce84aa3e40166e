### Pages for when something cannot be done. Each says what happened, what became of what was typed, and what to do now.

## 400: the request cannot be understood.

problem-400-title = We could not understand that
problem-400-text = Your browser sent something we cannot read. Nothing has been saved. Go back and try again.

## 403: a post from another site.

problem-403-title = We could not accept that
problem-403-text = For your safety we only accept forms sent from our own pages. Open the service from our website and try again.

## 404: nothing lives at this address.

problem-404-title = Page not found
problem-404-typed = If you typed the web address, check it is correct.
problem-404-pasted = If you pasted the web address, check you copied all of it.
problem-404-services = You can also find what you need in the list of all services.
problem-404-service-title = We do not have that service
problem-404-service-text = It may have a new name, or another council may run it. Search the list of all services.

## 405: a wrong method.

problem-405-title = That does not work here
problem-405-text = This page cannot be opened in that way. Start again from the list of all services.

## 408: what was sent did not come in time.

problem-408-title = What you sent did not arrive in time
problem-408-text = Your connection may be slow or broken. Nothing has been saved. Go back and try again.

## 409: the world moved on.

problem-409-title = This has changed since you opened it
problem-409-text = We have changed nothing. Open the page again to see how it stands now.
problem-410-title = This link no longer works
problem-410-text = It has been used or is too old. Nothing you sent has been lost.

## 413: too much.

problem-413-title = That is too much to send at once
problem-413-text = Go back, shorten your answers and try again. Nothing has been sent.
problem-421-title = No council answers at this address
problem-421-text = Check the web address, or start from your council’s own website.

## 422: the form cannot be taken as it is.

problem-422-title = There is a problem with what was sent
problem-422-text = Go back, check the page and try again. Nothing has been sent to a council.

## 429: too often.

problem-429-title = You have tried too many times
problem-429-text =
    { $n ->
        [one] Wait { $n } minute, then try again. Nothing you sent before is lost.
       *[other] Wait { $n } minutes, then try again. Nothing you sent before is lost.
    }

## 500: our fault.

problem-500-title = Sorry, something went wrong
problem-500-text = This is our mistake, not yours. Try again in a few minutes.
problem-500-sent = If you were sending a request and did not see a reference number, send it again. We never count the same request twice.

## 503: not now.

problem-503-title = Sorry, the service is not available just now
problem-503-text = Try again in a few minutes.
problem-503-kept = Nothing has been sent yet. Your answers are still on this page: send them again in a few minutes.
problem-503-page-kept = We could not save this page. What you typed is still below: select ‘Continue’ again in a few minutes.

## On all of them.

problem-call = If it is urgent, call us.
problem-services = See all services
