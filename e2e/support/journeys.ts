// The valid path through each service, in steps that specs can stop at or continue from.
import { day } from "./environment.js";
import type { Resident } from "./page.js";
import { record, replay } from "./replay.js";

/** One email address per test, so that tests do not see each other's mail. */
export const email = (name: string): string =>
  `${name}.${Math.random().toString(36).slice(2, 8)}@resident.example`;

/** The home address in all journeys; its street must not appear where it is private. */
export const STREET = "Cobnut Close";
export const HOME = `1 ${STREET}`;

/** Pages of the missed bin service, in order, each with the step that completes it. */
const bin = {
  address: async (r: Resident) => {
    await r.at("Which address has the missed bin?");
    await r.address("ME13 9ZB", HOME);
  },
  bins: async (r: Resident) => {
    await r.at("Which bins did we not empty?");
    await r.choose("Rubbish", "Food waste");
    await r.pressContinue();
  },
  date: async (r: Resident) => {
    await r.at("When should we have collected?");
    await r.date(day(-1));
    await r.pressContinue();
  },
  assisted: async (r: Resident) => {
    await r.at("Do you have an assisted collection?");
    await r.choose("No");
    await r.pressContinue();
  },
  out: async (r: Resident) => {
    await r.at("Were the bins out by 6:30am on collection day?");
    await r.choose("Yes");
    await r.pressContinue();
  },
  reason: async (r: Resident) => {
    await r.at("Did the crew give a reason?");
    await r.choose("No, or I do not know");
    await r.pressContinue();
  },
  contact: async (r: Resident) => {
    await r.at("How can we contact you?");
    await r.pressContinue();
  },
  check: async (r: Resident) => {
    await r.at("Check your answers");
  },
};

/** Pages of the pothole service. */
const hole = {
  danger: async (r: Resident) => {
    await r.at("Is the problem dangerous right now?");
    await r.choose("No, but it needs fixing");
    await r.pressContinue();
  },
  problem: async (r: Resident) => {
    await r.at("What is the problem?");
    await r.choose("Pothole or damaged road");
    await r.pressContinue();
  },
  road: async (r: Resident) => {
    await r.at("What kind of road is it on?");
    await r.choose("An ordinary road, street, lane or pavement in Kent");
    await r.pressContinue();
  },
  place: async (r: Resident) => {
    await r.at("Where exactly is it?");
    await r.type("Where exactly is it?", "High Street, Headcorn, outside number 32");
    await r.pressContinue();
  },
  size: async (r: Resident) => {
    await r.at("How big is the damage?");
    await r.choose("Between a golf ball and a tennis ball", "About the size of a dustbin lid");
    await r.pressContinue();
  },
  noticed: async (r: Resident) => {
    await r.at("When did you first see it?");
    await r.date(day(-3));
    await r.pressContinue();
  },
  description: async (r: Resident) => {
    await r.at("Describe the problem");
    await r.type("Describe the problem", "A hole by the kerb that cyclists swerve around");
    await r.pressContinue();
  },
  contact: async (r: Resident) => {
    await r.at("How can we contact you?");
    await r.pressContinue();
  },
  check: async (r: Resident) => {
    await r.at("Check your answers");
  },
};

/** Pages of a tenant's move from Swale to Maidstone: two councils. */
const move = {
  move: async (r: Resident) => {
    await r.at("Where are you moving?");
    await r.choose("From one home to another in Maidstone, Swale or Tunbridge Wells");
    await r.pressContinue();
  },
  role: async (r: Resident) => {
    await r.at("Which of these are you?");
    await r.choose("A tenant");
    await r.type(/^Name of the landlord or letting agent/, "Oast Lettings");
    await r.pressContinue();
  },
  old: async (r: Resident) => {
    await r.at("What is the old address?");
    await r.address("ME13 9ZB", HOME);
  },
  new: async (r: Resident) => {
    await r.at("What is the new address?");
    await r.address("ME15 9ZB", "3 Papermaker Lane");
  },
  date: async (r: Resident) => {
    await r.at("What is the date of the move?");
    await r.date(day(10));
    await r.pressContinue();
  },
  people: async (r: Resident) => {
    await r.at("Who is moving?");
    await r.type("Full names of everyone aged 18 or over who is moving", "Ada Example\nBen Example");
    await r.choose("No");
    await r.pressContinue();
  },
  account: async (r: Resident) => {
    await r.at("What is the council tax account number? (optional)");
    await r.pressContinue();
  },
  contact: async (r: Resident) => {
    await r.at("Your details");
    await r.type("Full name", "Ada Example");
    await r.pressContinue();
  },
  declaration: async (r: Resident) => {
    await r.at("Declaration");
    await r.choose("The information I have given is correct and complete, as far as I know.");
    await r.pressContinue();
  },
  check: async (r: Resident) => {
    await r.at("Check your answers");
  },
};

type Steps = Record<string, (r: Resident) => Promise<void>>;

/** Runs the steps from one page up to, but not including, another. */
const stepsBetween = (steps: Steps, from: string, until: string | undefined) => {
  const all = Object.entries(steps);
  const [begin, end] = [from, until].map((name) => all.findIndex(([step]) => step === name));
  return all.slice(begin, end === -1 ? undefined : end);
};

/** The path through one service, whose first page is `first`. */
const journey = <Page extends string>(service: string, steps: Record<Page, (r: Resident) => Promise<void>>, first: NoInfer<Page>) => ({
  /** From the start page to a page, left unanswered; to check answers by default. */
  until: async (r: Resident, page?: Page) => {
    const path = stepsBetween(steps, first, page);
    const replayed = r.mode === "javascript" ? 0 : await replay(r, service, path.map(([name]) => name));
    if (replayed === 0) await r.begin(service);
    for (const [name, step] of path.slice(replayed)) await record(r, `${service}/${name}`, () => step(r));
  },
  /** From one page up to, but not including, another. */
  from: async (r: Resident, page: Page, until?: Page) => {
    for (const [, step] of stepsBetween(steps, page, until)) await step(r);
  },
});

export const missedBin = journey("missed-bin", bin, "address");
export const pothole = journey("pothole", hole, "danger");
export const councilTax = journey("council-tax-change-of-address", move, "move");
