### Pages that are not questions.

## Home.

page-home-title = Council services online
page-home-lead = You do not need to know which council does what. Report a problem, apply for something or tell us about a change, at any time. You do not need an account.
page-home-search-label = What do you need to do?
page-home-search-button = Search
page-home-topics = Services by topic
page-home-other = Other services
page-home-topic-all =
    { $n ->
        [one] See { $n } service in ‘{ $topic }’
       *[other] See all { $n } services in ‘{ $topic }’
    }
page-home-all = See all services from A to Z
page-home-council-text = Enter a postcode to see which councils serve it and how to reach them.
page-home-follow-title = Already sent a request?
page-home-follow-link = Find a request
page-home-follow-text = Enter its reference number to see what is happening with it.

## Which council serves a postcode.

page-council-title = Which council serves me?
page-council-intro = Enter a postcode to see which councils serve it, what each of them does and how to reach it. We do not keep the postcode.
page-council-postcode = Postcode
page-council-button = Find the council
page-council-again = Try another postcode
page-council-found =
    { $n ->
        [one] { $n } council
       *[other] { $n } councils
    }
page-council-for = Councils that serve { $postcode }
page-council-split = Addresses with this postcode are in more than one district. Your council tax bill says which council is yours.
page-council-addresses =
    { $n ->
        [one] Show the { $n } address it serves
       *[other] Show the { $n } addresses it serves
    }
page-council-website = Go to the website of { $council }
page-council-elsewhere-title = The councils on this website do not serve { $postcode }
page-council-elsewhere-text = Another council serves it. GOV.UK can tell you which one.
page-council-unknown-title = We do not know { $postcode }
page-council-unknown-text = It may be new, or have no addresses. GOV.UK may know which council serves it. You can also call us, and we will find out.
page-council-govuk = Find a council on GOV.UK

## A to Z, with search.

page-services-title = All services
page-services-search-label = Search services
page-services-search-hint = For example, bin, pothole or moving
page-services-search-button = Search
page-services-count =
    { $n ->
        [one] { $n } service
       *[other] { $n } services
    }
page-services-found =
    { $n ->
        [one] { $n } service found for ‘{ $query }’
       *[other] { $n } services found for ‘{ $query }’
    }
page-services-none-title = We found no service for ‘{ $query }’
page-services-none-text = Try fewer or different words, or call us and we will help.
page-services-site-search = Search the website of { $authority } for ‘{ $query }’
page-services-site = Go to the website of { $authority }
page-services-clear = Show all services
page-services-english-only = In English only

## Start page.

page-start-minutes =
    { $n ->
        [one] It takes about { $n } minute.
       *[other] It takes about { $n } minutes.
    }
page-start-needs = Before you start
page-start-needs-intro = You will need:
page-start-others-title = Other ways to do this
page-start-others-phone = Call us and we will fill in the form with you.
page-start-others-counter = Visit us
page-start-privacy = How we use your information
page-start-privacy-text = We use your answers only to deal with your request.
page-start-privacy-link = How long we keep them, and your rights
page-start-idle = We delete your answers if you do nothing for 2 hours, and 12 hours after you start, unless you choose to keep them on your own device for 7 days.
page-start-provided-by = Provided by { $authorities }
page-start-demonstration = The numbers and hours in this service are invented for demonstration.
page-start-kept = You are keeping answers to this form on this device until { $when }.
page-start-kept-go-on = Carry on with them, or delete them

## Cancelling a form, and keeping its answers for later.

page-cancel-report-title = Do you want to cancel this report?
page-cancel-title = Do you want to cancel this request?
page-cancel-text = Nothing has been sent. If you cancel, we delete your answers.
page-cancel-yes = Yes, cancel and delete my answers
page-cancel-no = No, go back
page-keep-title = Keep your answers on this device for 7 days
page-keep-text = We usually delete your answers when you do nothing for 2 hours. If you keep them, you can close your browser and finish within 7 days, on this device and in this browser.
page-keep-pages = We keep the pages on which you pressed Continue.
page-keep-shared = Do not do this on a device that other people use. They could read your answers.
page-keep-button = Keep my answers
page-keep-no = No, go back
page-kept-title = Your answers are kept on this device
page-kept-text = We keep them until { $when }, and delete them then if you have not sent them. Nothing has been sent.
page-kept-return = To come back, open this form on this device and in this browser.
page-kept-go-on = Carry on
page-kept-delete = Cancel and delete my answers

## A form whose answers are not here. Each of the five reasons has its own words.

page-missing-no-cookies-title = You need to allow cookies to use this form
page-missing-no-cookies-text = Your browser did not keep our cookie, so we could not keep your answers. Nothing has been sent.
page-missing-no-cookies-allow = Allow cookies for this website in the settings of your browser, then start again.
page-missing-closed-title = We cannot show these answers
page-missing-closed-text = Answers can be seen only in the browser they were typed in, and only until it is closed. We delete them 2 hours after the last page was saved.
page-missing-expired-title = Your answers have been deleted
page-missing-expired-text = We delete answers when no page has been saved for 2 hours, and 12 hours after you start, so that nobody else can read them.
page-missing-cleared-title = Your answers have been cleared
page-missing-cleared-text = We have deleted them, because you chose to cancel, to clear them or to close your requests in this browser.
page-missing-unsent = Nothing has been sent.
page-missing-sent-title = You have sent this request
page-missing-sent-text = We have it. To see what is happening with it, you need its reference number and your email address, postcode or tracking code.
page-missing-other-tabs = If this form is still open in another tab or window, close that too: it shows what you typed until you do.

## Confirmation: the same address as the status, seen by the person who has just sent it.

page-sent-late = You had already sent your { $noun }. What you typed after that is not part of it. If something has changed, call us.
page-sent-title = We have your { $noun }
page-sent-reference = Your reference number
page-sent-next = What happens next
page-sent-email = We will email your reference number to you, and email again when there is an update.
page-sent-email-later = We will email your reference number to you by { $when }, and email again when there is an update.
page-sent-no-email = We could not send an email to your address this time. Write down the reference number, or print this page. We will email you when there is an update.
page-sent-email-failed = We could not send email to the address you gave. Keep the reference number: you can follow your { $noun } here.
page-sent-follow = Follow your { $noun }
page-sent-follow-text = You can come back at any time to see what is happening. You need the reference number, and one of these:
page-sent-follow-code = You can come back at any time to see what is happening. You need the reference number and your tracking code.
page-sent-follow-email = the email address you gave
page-sent-follow-postcode = a postcode in your { $noun }
page-sent-follow-tracking = your tracking code
page-sent-tracking = Your tracking code
page-sent-tracking-show = Show your tracking code
page-sent-tracking-text = Write this down or print the page. We show the code for one hour only, in this browser. Anyone who has it and the reference number can see your { $noun }.
page-sent-another = Do something else
page-sent-when = Sent { $when }

## Find a request.

page-find-title = Find a request
page-find-intro = See what is happening with something you sent us.
page-find-reference = Reference number
page-find-reference-hint = It has 10 letters and numbers, like 7KD‑2MPX‑9QF
page-find-fact = Email address, postcode or tracking code
page-find-fact-hint = The email address or postcode you gave, or your tracking code
page-find-button = Find
page-find-finished = This browser no longer shows your requests.
page-fact-wait-caller =
    { $n ->
        [one] Too many wrong details have come from your connection for this request. Wait { $n } minute, then try again. Your tracking code works at once.
       *[other] Too many wrong details have come from your connection for this request. Wait { $n } minutes, then try again. Your tracking code works at once.
    }
page-fact-wait-reference = Somebody has tried many wrong details for this request. To keep it private, we check no postcode before { $when }. The email address in the request and your tracking code still work.
page-fact-wait-ticket =
    { $n ->
        [one] Somebody has tried many wrong details for this request. To keep it private, wait { $n } second, then select ‘Check again’. Your tracking code works at once.
       *[other] Somebody has tried many wrong details for this request. To keep it private, wait { $n } seconds, then select ‘Check again’. Your tracking code works at once.
    }
page-fact-wait-again = Check again
page-find-lost-title = If you have lost your reference number
page-find-lost-text = If we emailed you, it is in the email. If we did not, call the council you sent it to.

## Status.

page-request-title = Your { $name }
page-request-reference = Reference number
page-request-by = By when
page-request-about = About
page-request-late = We aimed to be done by { $day }. We are sorry that it is late.
page-request-sent = Sent
page-request-ask-title = Is this your request?
page-request-ask-text = We show a request without asking only in the browser that sent it, and for one day. To see it now, enter the email address or postcode you gave, or your tracking code. If you have none of these, call the council you sent it to and have the reference number ready.
page-request-ask-button = Show the request
page-request-privacy = How this team uses your information
page-request-call = If something is wrong or has changed, call us and have the reference number ready.
page-request-finish = Finish and close this request
page-request-finish-text = If other people use this computer, close the request here. This also deletes answers you have not sent. To see it again, you need your reference number and your email address, postcode or tracking code.
page-request-call-parts = If something is wrong or has changed, call the council that deals with that part and have the reference number ready.

## Feedback.

page-feedback-title = How satisfied were you with this service?
page-feedback-left-title = You have cancelled, and your answers are deleted
page-feedback-left-text = Nothing has been sent. Telling us why you stopped helps us to make this better.
page-feedback-left-comment = Why did you stop?
page-feedback-rating = Overall, how satisfied were you?
page-feedback-rating-5 = Very satisfied
page-feedback-rating-4 = Satisfied
page-feedback-rating-3 = Neither satisfied nor dissatisfied
page-feedback-rating-2 = Dissatisfied
page-feedback-rating-1 = Very dissatisfied
page-feedback-comment = How could we improve it?
page-feedback-comment-hint = Do not include personal or financial information, such as your name, address or bank details. We cannot reply.
page-feedback-button = Send feedback
page-feedback-thanks-title = Thank you for your feedback
page-feedback-thanks-text = Your feedback will not affect your request.
page-feedback-thanks-unsent = You have not sent a request, and you can start one again at any time.
page-feedback-once = You have already told us. We count feedback once.
page-feedback-unknown-title = This feedback link no longer works
page-feedback-unknown-text = It may be old, or not complete. Nothing has been lost.

## Accessibility statement, after the model of the Public Sector Bodies Accessibility Regulations 2018.

page-accessibility-title = Accessibility statement
page-accessibility-scope = This statement applies to the online services of { $authority } on this website. { $authority } runs it, and wants as many people as possible to be able to use it.
page-accessibility-can-intro = That means you should be able to:
page-accessibility-can-1 = use every service with a keyboard only
page-accessibility-can-2 = change colours and fonts with the settings of your browser or device
page-accessibility-can-3 = zoom in up to 400% without the text spilling off the screen
page-accessibility-can-4 = use every service without JavaScript
page-accessibility-can-5 = take as long as you need on each page, up to 2 hours without doing anything, and 12 hours in all. If your browser runs JavaScript, we ask 10 minutes before the 2 hours are up whether you need more time
page-accessibility-abilitynet = AbilityNet has advice on making your device easier to use if you have a disability.
page-accessibility-how-title = How accessible this website is
page-accessibility-how-text = Our automatic tests find no failure on any page. Nobody has yet tested the website by hand: no disabled person, no independent auditor, and nobody with a screen reader. So there may be parts that do not work for you, and we do not yet know which.
page-accessibility-welsh = Some services are also in Welsh. Services that are only in English say so.
page-accessibility-report-title = Tell us about a problem, or ask for another format
page-accessibility-report-text = If you find a problem, think we are not meeting accessibility requirements, or need this information in another format such as large print, easy read, audio or braille, contact us. We will reply within 10 working days.
page-accessibility-enforce-title = If you are not happy with our answer
page-accessibility-enforce-text = The Equality and Human Rights Commission (EHRC) is responsible for enforcing the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 (the ‘accessibility regulations’). If you are not happy with how we respond to your complaint, contact the Equality Advisory and Support Service (EASS).
page-accessibility-enforce-link = Contact the Equality Advisory and Support Service
page-accessibility-technical-title = Technical information about this website’s accessibility
page-accessibility-technical-text = { $authority } is committed to making its website accessible, in accordance with the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018.
page-accessibility-status-title = Compliance status
page-accessibility-status-text = This website is partially compliant with the Web Content Accessibility Guidelines version 2.2 AA standard. We say ‘partially’ because no person has audited it, so nobody can say that it meets every part of the standard.
page-accessibility-tested-title = How we tested this website
page-accessibility-tested-text = Each time the software changes, axe-core runs in a browser on every kind of page, with and without mistakes and with and without JavaScript. Other automatic tests send a request with the keyboard alone, and check that nothing spills off a screen 320 pixels wide, which is the same as 400% zoom. Automatic tests find only some kinds of problem.
page-accessibility-prepared = This statement was prepared on { $date }.

## Privacy.

page-privacy-title = Privacy
page-privacy-lead = How { $authority } uses what you tell us on this website.
page-privacy-who-title = Who is responsible
page-privacy-who-text = { $authority } is the controller of your personal data. When a service belongs to another council, that council is the controller, and the service says so.
page-privacy-dpo = Data protection officer:
page-privacy-what-title = What we keep
page-privacy-what-1 = Your answers, when you send a request. They are encrypted where we store them.
page-privacy-what-2 = Your unfinished answers. We delete them when you cancel, when you do nothing for 2 hours, and 12 hours after you start. Nobody can open them again once you close your browser. If you choose to keep them on your own device, we delete them after 7 days.
page-privacy-what-3 = A record of each contact: by which channel, about which service, in which language, on what kind of device, how long it took, which questions caused mistakes, how it ended and how satisfied the person was. This does not include your name or your answers. After { $days } we delete which pages were seen and which questions caused mistakes.
page-privacy-what-4 = What you write when you tell us how satisfied you were. We delete it after one year.
page-privacy-why-title = Why we may use it
page-privacy-why-text = The law calls this our lawful basis. It is stated for each service in the table below.
page-privacy-table-service = Service
page-privacy-table-basis = Lawful basis
page-privacy-table-retention = Kept after it is finished
page-privacy-basis-consent = Your consent (UK GDPR article 6(1)(a))
page-privacy-basis-contract = A contract with you (UK GDPR article 6(1)(b))
page-privacy-basis-legal-obligation = The law says we must (UK GDPR article 6(1)(c))
page-privacy-basis-vital-interests = To protect someone’s life (UK GDPR article 6(1)(d))
page-privacy-basis-public-task = A public task (UK GDPR article 6(1)(e))
page-privacy-basis-legitimate-interests = Legitimate interests (UK GDPR article 6(1)(f))
page-privacy-retention-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
page-privacy-retention-years =
    { $n ->
        [one] { $n } year
       *[other] { $n } years
    }
page-privacy-retention-text = We count from the last update, then delete your request. We keep only anonymous figures.
page-privacy-share-title = Who we share it with
page-privacy-share-text = We send your request to the team that deals with it, in the computer system that it uses. We do not sell your information, or use it for advertising. No automatic decisions are made about you here.
page-privacy-rights-title = Your rights
page-privacy-rights-intro = You can ask us:
page-privacy-rights-access = for a copy of the information we have about you
page-privacy-rights-correct = to put right anything that is wrong
page-privacy-rights-erase = to delete it, if we no longer need it
page-privacy-rights-object = to stop or limit how we use it
page-privacy-rights-how = Contact the data protection officer. We answer within one month.
page-privacy-complain-title = If you are not happy
page-privacy-complain-us = Tell us first, so that we can put it right.
page-privacy-complain-ico = You can complain to the Information Commissioner’s Office (ICO), which oversees data protection in the UK. Its helpline is 0303 123 1113.
page-privacy-complain-link = Complain to the ICO

## Cookies.

page-cookies-title = Cookies
page-cookies-lead = Cookies are small files that a website keeps on your device. We use only those that the website cannot work without, so we do not ask for your consent to them.
page-cookies-none = We do not use cookies to follow you, or cookies from other companies.
page-cookies-table-caption = Cookies we use
page-cookies-table-name = Name
page-cookies-table-purpose = What it is for
page-cookies-table-expires = When it ends
page-cookies-draft-purpose = Connects this browser with the answers you are typing and, for a day, with what you have sent
page-cookies-draft-expires = When you close your browser, or after 2 days
page-cookies-kept-purpose = Connects this browser with the answers you chose to keep on this device
page-cookies-kept-expires = After 7 days. It is only set if you make that choice
page-cookies-proof-purpose = Remembers which requests you have shown to be yours
page-cookies-proof-expires = When you close your browser, or after 1 hour
page-cookies-objection-purpose = Remembers that you do not want your visits counted
page-cookies-objection-expires = After 1 year
page-cookies-tab-title = What stays in the tab
page-cookies-tab-text = While you fill in a form, the answers you have not sent are also kept in your browser tab, in case the connection is lost. They go when you close the tab, cancel the form or send it.
page-cookies-visits-title = Counting visits
page-cookies-visits-text = We count how many people use each service, on what kind of device, and where they have trouble, so that we can make it better. We do this without cookies, names or answers. You can say no. Everything else works the same.
page-cookies-visits-question = Can we count your visits?
page-cookies-visits-now-yes = We count them unless you say no.
page-cookies-visits-now-no = You said no, so we do not count them.
page-cookies-visits-yes = Yes, count my visits
page-cookies-visits-no = No, do not count my visits
page-cookies-save = Save
page-cookies-saved = We have saved your choice.
