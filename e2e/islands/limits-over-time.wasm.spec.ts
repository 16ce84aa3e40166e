// Limits over time: the island asks the server before one refuses. In Tunbridge Wells, crews of
// these tests work until a minute before midnight.
import { day } from "../support/environment.js";
import { missedBin } from "../support/journeys.js";
import type { Resident } from "../support/page.js";
import { expect, test } from "../support/test.js";

const TOO_EARLY = /^(Our crew may still be on the way|We may not be collecting on this day)$/;

async function atDate(resident: Resident): Promise<void> {
  await resident.begin("missed-bin", "tunbridge-wells.localhost");
  await resident.at("Which address has the missed bin?");
  await resident.address("TN1 9ZB", "1 Chalybeate Street");
  await missedBin.from(resident, "bins", "date");
  await resident.at("When should we have collected?");
}

test("what the server’s clock says at the press counts", async ({ resident }) => {
  await atDate(resident);
  const { day: today, month, year } = day(0);
  const facts = {
    today: [year, month.padStart(2, "0"), today.padStart(2, "0")].join("-"),
    minute: 24 * 60 - 1,
    holidays: [],
    authority: "tunbridge-wells",
    channel: "web",
    signed_in: false,
  };
  await resident.page.route("**/api/v1/facts", (route) => route.fulfill({ json: facts }), { times: 1 });
  await resident.choose("Today");
  await resident.pressContinue();
  await resident.at("Do you have an assisted collection?");
  await resident.back();
  await resident.at("When should we have collected?");
  await resident.pressContinue();
  await resident.at(TOO_EARLY);
});

test("offline nothing is refused, and the server judges the answers when they arrive", async ({ resident }) => {
  await atDate(resident);
  await resident.page.context().setOffline(true);
  await resident.choose("Today");
  await resident.pressContinue();
  await resident.at("Do you have an assisted collection?");
  await resident.choose("Yes");
  await resident.type("Where are the bins kept?", "By the back door");
  await resident.pressContinue();
  await missedBin.from(resident, "reason");
  await resident.page.context().setOffline(false);
  await resident.at(TOO_EARLY);
});
