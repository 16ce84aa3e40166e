//! Bodies of forms: pages filled in well and badly, in any order, and bodies that are no form.

use super::run::{Random, Run};
use super::{apps, assert_sound, mutate, post, whole};
use crate::support::browser::Browser;
use crate::support::journeys;
use crate::support::page::Form;
use crate::support::response::TestResponse;
use shared::journey::{form_fields, navigation};
use std::collections::BTreeMap;

const FORM: &str = "application/x-www-form-urlencoded";
const KINDS: [&str; 4] = [
    FORM,
    "application/x-www-form-urlencoded; charset=iso-8859-1",
    "multipart/form-data; boundary=x",
    "text/plain",
];
const ACTIONS: [&str; 4] = [
    navigation::FIND_ADDRESS,
    navigation::NO_ADDRESS,
    navigation::TYPE_ADDRESS,
    navigation::CHANGE_POSTCODE,
];
const SERVICES: [&str; 3] = ["pothole", "missed-bin", "council-tax-change-of-address"];

#[tokio::test]
async fn form() {
    let apps = apps().await;
    let mut run = Run::of("form");
    let mut browsers: Vec<Browser> = apps.iter().map(|app| app.browser()).collect();
    let samples = samples();
    let mut at: Vec<Option<TestResponse>> = apps.iter().map(|_| None).collect();
    while let Some(mut random) = run.next() {
        let which = random.below(apps.len());
        let browser = &mut browsers[which];
        let page = match at[which].take() {
            Some(page) if random.percent(98) => page,
            _ => {
                *browser = apps[which].browser();
                first_page(&mut random, browser).await
            }
        };
        let Some(form) = some_form(&mut random, &page) else {
            continue;
        };
        let body = body(&mut random, form.clone(), &samples);
        run.input(&[form.action.as_bytes(), b" ", &body].concat());
        let kind = match random.percent(95) {
            true => FORM,
            false => *random.pick::<&str>(&KINDS),
        };
        let mut response = post(browser, &form.action, kind, body).await;
        assert_sound(&response);
        for _ in 0..5 {
            if !response.status.is_redirection() {
                break;
            }
            let next = response.header("location").to_owned();
            response = browser.get(&next).await;
            assert_sound(&response);
        }
        if let Some(link) = feedback_link(&response).filter(|_| random.percent(50)) {
            response = browser.get(&link).await;
            assert_sound(&response);
        }
        // An error of the whole request has no form: the next case goes on from the page before.
        at[which] = Some(match response.status.as_u16() {
            200 | 422 => response,
            _ => page,
        });
    }
    let mut accepted = 0;
    for app in &apps {
        accepted += app
            .state
            .store
            .references(None, u32::MAX)
            .await
            .unwrap()
            .len();
        whole::assert_whole(app.store_url()).await;
        app.deliver_all().await;
    }
    eprintln!("form: {accepted} requests accepted");
    assert!(accepted > 0, "no form was good enough to be accepted");
}

/// Good values by field. Without a button of their own, forms go on to the next page.
fn samples() -> BTreeMap<String, Vec<String>> {
    let mut samples: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let services = [
        journeys::missed_bin(),
        journeys::pothole("Mill Lane", "Deep"),
        journeys::two_boroughs(),
    ];
    let fields = services.into_iter().flatten().flatten();
    for (name, value) in fields.filter(|(name, _)| *name != form_fields::ACTION) {
        let values = samples.entry(name.to_owned()).or_default();
        values.push(value.to_owned());
    }
    samples
}

/// The first page of a service, or another page with a form.
async fn first_page(random: &mut Random, browser: &mut Browser) -> TestResponse {
    match random.below(16) {
        0 => browser.get("/requests").await.is(200),
        1 => browser.get("/cookies").await.is(200),
        _ => journeys::start(browser, random.pick::<&str>(&SERVICES)).await,
    }
}

fn feedback_link(response: &TestResponse) -> Option<String> {
    let page = response.page();
    let links = page.all("main a").into_iter();
    let mut links = links.filter_map(|link| link.attr("href").map(str::to_owned));
    links.find(|link| link.contains("/feedback/"))
}

/// Mostly the first form, which goes on; the others leave the service or clear the answers.
fn some_form(random: &mut Random, page: &TestResponse) -> Option<Form> {
    let forms = page.page().forms();
    if forms.is_empty() || random.percent(1) {
        return None;
    }
    let first = forms.first().filter(|_| random.percent(95)).cloned();
    first.or_else(|| Some(random.pick(&forms).clone()))
}

/// The form as a person fills it in: well, so that a request is complete after a few pages, or
/// with what a person or a program gets wrong.
fn body(random: &mut Random, form: Form, samples: &BTreeMap<String, Vec<String>>) -> Vec<u8> {
    let mut fields = form.fields;
    let well = random.percent(70);
    for (name, values) in samples {
        if well || random.percent(75) {
            fields.retain(|(field, _)| field != name);
            fields.push((name.clone(), random.pick(values).clone()));
        }
    }
    if random.percent(5) {
        let action = (*random.pick(&ACTIONS)).to_owned();
        fields.push((form_fields::ACTION.to_owned(), action));
    }
    if !well && random.percent(90) && !fields.is_empty() {
        for _ in 0..=random.below(3) {
            let at = random.below(fields.len());
            match random.below(6) {
                0 => fields[at].0 = mutate::text(random, &fields[at].0.clone()),
                1 => fields.push(fields[at].clone()),
                2 if fields.len() > 1 => drop(fields.remove(at)),
                _ => fields[at].1 = mutate::text(random, &fields[at].1.clone()),
            }
        }
    }
    let mut encoded = form_urlencoded::Serializer::new(String::new());
    let mut body = encoded.extend_pairs(&fields).finish().into_bytes();
    if !well && random.percent(25) {
        mutate::bytes(random, &mut body);
    }
    body
}
