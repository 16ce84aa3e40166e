### Mistakes in answers. A question’s own words come first; these are said when it has none. `{ $name }` is the question’s short name, `{ $n }` the limit that was passed.

error-summary-title = There is a problem
error-prefix = Error:

## Answers of any kind.

error-required = { $name }: give an answer
error-too-long =
    { $n ->
        [one] { $name } must be { $n } character or less
       *[other] { $name } must be { $n } characters or less
    }
error-control-characters = Type ‘{ $name }’ again: it has hidden characters that we cannot use
error-not-an-option = Select one of the answers listed for ‘{ $name }’
error-chosen-twice = Select each answer for ‘{ $name }’ only once
error-none-with-others = Select the answers that apply for ‘{ $name }’, or only the last one
error-wrong-type = { $name } is not in the right form
error-unknown-question = This service does not ask for { $name }
error-too-much-text = We cannot keep this much text. Shorten ‘{ $name }’ or an earlier answer
error-not-served = We cannot tell which council deals with this. Check ‘{ $name }’

## Names, email addresses and phone numbers.

error-not-a-name = { $name } must include letters
error-not-an-email = Enter an email address in the correct format, like name@example.com
error-not-a-phone = Enter a phone number, like 01632 960 001 or 07700 900 982

## References and other codes.

error-not-digits = { $name } must only include numbers
error-not-a-code = { $name } must only include letters and numbers

## Dates.

error-not-a-date = { $name } must be a real date
error-not-a-year = Year must include 4 numbers
error-year-out-of-range = Year must be from 1900 to 2199
error-missing-day = { $name } must include a day
error-missing-month = { $name } must include a month
error-missing-year = { $name } must include a year
error-missing-day-month = { $name } must include a day and a month
error-missing-day-year = { $name } must include a day and a year
error-missing-month-year = { $name } must include a month and a year

## Numbers and money.

error-not-a-number = { $name } must be a number, like 30
error-not-a-whole-number = { $name } must be a whole number, like 30
error-number-too-low = { $name } must be { $n } or more
error-number-too-high = { $name } must be { $n } or fewer
error-not-an-amount = { $name } must be an amount of money, like 1,200 or 1,200.50
error-amount-too-low = { $name } must be { $n } or more
error-amount-too-high = { $name } must be { $n } or less

## Addresses and places.

error-missing-postcode = Enter a postcode
error-not-a-postcode = Enter a full UK postcode, like ME14{ "\u00A0" }9ZA
error-unclear-postcode = Check the postcode. Do you mean { $suggestion }?
error-choose-address = Select an address from the list, or enter it yourself
error-missing-line1 = Enter the first line of the address
error-missing-town = Enter the town or city
error-missing-country = Enter the country
error-country-is-uk = Select ‘The address is in the UK’, and find it by its postcode
error-missing-lat = Give the latitude (lat) as well as the longitude (lon), or neither
error-missing-lon = Give the longitude (lon) as well as the latitude (lat), or neither
error-not-a-pin = Describe the place in words: its position on the map is not in the United Kingdom

## Forms that are not about a service.

error-reference-required = Enter the reference number
error-reference-wrong = Check the reference number. It has 10 letters and numbers, like 7KD‑2MPX‑9QF
error-fact-required = Enter the email address, postcode or tracking code
error-request-not-found = We cannot find a request with these details. Check them and try again
error-rating-required = Select how satisfied you were
error-too-many-ratings = Too many ratings have come from this connection. Your answer is still here: try again later
error-comment-too-long = Your comment must be 1,200 characters or less
error-cookie-choice-required = Select whether we can count your visits
