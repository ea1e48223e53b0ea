// The desk in a real browser. Usage: node desk.mjs BASE OUT; ends with 1 where a check failed.
// First each user's first task, by hand as they would do it; then every page in both languages,
// wide and narrow, light and dark: no error on the console, nothing wider than the screen, nothing
// that axe objects to (WCAG 2.1 AA).
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const [base, out] = process.argv.slice(2);
const here = path.dirname(fileURLToPath(import.meta.url));
const axe = fs.readFileSync(path.join(here, "node_modules/axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
});

let checks = 0;
const failures = [];
function check(ok, what) {
  checks += 1;
  if (!ok) failures.push(what);
  if (!ok) console.log(`FAILED  ${what}`);
}

const cookies = {};
// A page of its own context, signed in as `user` (by the button of the sign-in page) or nobody.
async function open(user, { lang = "ar", width = 1280, colorScheme = "light", expect = [] } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: width > 600 ? 900 : 740 },
    colorScheme,
    bypassCSP: true, // for axe alone, which is put into the page
    storageState: cookies[user],
  });
  const page = await context.newPage();
  page.on("console", (said) => {
    if (said.type() === "error" && !expect.some((one) => said.text().includes(one)))
      check(false, `console of ${page.url()}: ${said.text()}`);
  });
  page.on("pageerror", (error) => check(false, `script of ${page.url()}: ${error.message}`));
  if (user && !cookies[user]) {
    await page.goto(`${base}/sign-in?lang=${lang}`);
    await Promise.all([
      page.waitForURL((url) => !url.pathname.startsWith("/sign-in")),
      page.click(`.demo-users input[value="${user}"] ~ button`),
    ]);
    cookies[user] = await context.storageState();
  }
  return page;
}

async function fits(page, name) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check(over <= 0, `${name}: ${over} px wider than the screen`);
}

async function accessible(page, name) {
  await page.evaluate(axe);
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
  const found = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), rules);
  for (const one of found.violations) {
    check(false, `${name}: axe ${one.id} at ${one.nodes[0].target.join(" ")}`);
  }
  checks += 1;
}

async function shot(page, name) {
  await page.screenshot({ path: path.join(out, `${name}.png`), fullPage: true });
}

// Nothing is cut at 360 px that a reader must see: the page's own tab, the pickup tables' last column.
async function uncut(page, name) {
  const cut = await page.evaluate(() => {
    const outside = (inner, outer) => inner.right > outer.right + 1 || inner.left < outer.left - 1;
    const found = [];
    for (const one of document.querySelectorAll("nav a[aria-current], .pickup .scroll")) {
      const box = one.matches("a") ? one.closest("nav") : one;
      if (one.matches("a") ? outside(one.getBoundingClientRect(), box.getBoundingClientRect())
        : one.querySelector(":scope > table")?.offsetWidth > one.clientWidth + 1 &&
          !one.closest("details"))
        found.push(one.textContent.trim().slice(0, 40));
    }
    return found;
  });
  check(cut.length === 0, `${name}: cut off: ${cut.join(" | ")}`);
}

async function officer() {
  const page = await open("salma");
  await page.goto(`${base}/?lang=ar`);
  const coverage = await page.locator(".coverage").innerText();
  const reached = coverage.match(/(\d+) من (\d+)/);
  check(reached && Number(reached[2]) >= 15 && Number(reached[1]) === Number(reached[2]) - 1,
        `officer: all sources but the failing one are reached: ${coverage}`);
  check(!/the server answered/.test(await page.locator("main").innerText()),
        "officer: English errors on the Arabic page");
  const words = "عنوان صاغته ضابطة الإعلام";
  await page.click('.tools a[href$="/edit"]');
  await page.fill('input[name="title-0"]', words);
  const action = "إيضاح من الناطق الإعلامي";
  await page.fill('input[name="action-0"]', action);
  await page.check('input[name="pin-0"]');
  await page.click(".sticky-tools button");
  await page.waitForLoadState();
  check((await page.locator(".incident h3").first().innerText()).includes(words),
        "officer: the new headline shows");
  check((await page.locator(".state-line").innerText()).includes("تحرير واحد"),
        "officer: one edit is counted, the untouched headlines are none");
  const shown = () => page.locator(".incident .action").first().innerText();
  check((await shown()).includes(action) && (await shown()).includes("[من إنسان]"),
        `officer: the action shows as a person's: ${await shown()}`);
  await page.click(".tools .primary");
  await page.waitForLoadState();
  const state = await page.locator(".state-line").innerText();
  check(state.includes("معتمَد") && state.includes("سلمى"), `officer: approved by name: ${state}`);
  check((await page.locator(".incident h3").first().innerText()).includes(words),
        "officer: the headline is frozen in the approved digest");
  check((await shown()).includes(action), "officer: so is the action");
  await shot(page, "officer-approved");
  await page.context().close();
}

async function carried() {
  const page = await open("salma");
  await page.goto(`${base}/sources?lang=ar`);
  await Promise.all([page.waitForURL(/pickup/), page.click('main a[href="/pickup"]')]);
  await Promise.all([page.waitForURL(/from=/), page.click('.day-step a:nth-child(3)')]);
  const statements = page.locator(".pickup .incident");
  check((await statements.count()) > 0, "pickup: the month's statements");
  const first = statements.filter({ has: page.locator("tbody tr") }).first();
  check(/%/.test(await first.locator("tbody tr td").last().innerText()),
        "pickup: how much of a statement an outlet took");
  await Promise.all([page.waitForURL(/\/item\//), first.locator("tbody a").first().click()]);
  check((await page.locator("main h1").count()) === 1, "pickup: an outlet's text opens");
  await page.context().close();
}

async function leadership() {
  const page = await open("hala");
  await page.goto(`${base}/trends?lang=ar`);
  await Promise.all([page.waitForURL(/from=/), page.click('.day-step a:nth-child(3)')]);
  const said = await page.locator("main").innerText();
  check(said.includes("ليس استطلاعًا"), "leadership: says that it is no survey");
  check((await page.locator(".day-step [aria-current]").innerText()).includes("60"),
        "leadership: sixty days are chosen");
  check((await page.locator("figure svg.chart").count()) >= 3, "leadership: charts");
  check((await page.locator("figure ~ details table, details table").count()) >= 3,
        "leadership: a table under each chart");
  await shot(page, "leadership-60-days");
  await page.context().close();
}

async function analyst() {
  const page = await open("nader");
  await page.goto(`${base}/tag?queue=learning&lang=ar`);
  const item = () => page.locator('input[name="item"]').inputValue();
  const done = async () =>
    Number(await page.locator(".progress-line strong").innerText());
  // As an Arabic layout sends them: the physical key is the same, the letter another.
  const press = (code, key, shiftKey = false) =>
    page.evaluate(([c, k, s]) => document.body.dispatchEvent(new KeyboardEvent("keydown",
      { code: c, key: k, shiftKey: s, bubbles: true, cancelable: true })), [code, key, shiftKey]);
  const go = (code, key) => Promise.all([page.waitForNavigation(), press(code, key)]);
  const before = await done();
  const seen = new Set();
  for (let n = 0; n < 3; n += 1) {
    seen.add(await item());
    await press("Digit1", "١");
    for (const code of ["KeyT", "Digit1", "Digit2", "Digit1"]) await press(code, "ف");
    await go("Enter", "Enter");
  }
  check(seen.size === 3, "analyst: three different items");
  check((await done()) === before + 3, "analyst: three tags are counted");
  const last = [...seen][2];
  await go("KeyZ", "ئ");
  check((await item()) === last, "analyst: the item taken back is there again");
  check((await done()) === before + 2, "analyst: two tags stand");
  check((await page.locator(".tag-below li:not(.undone) .soft").first().innerText())
    .includes("مرور وحوادث سير"), "analyst: the last ten show what the analyst chose");
  check((await page.locator(".undone").count()) === 1, "analyst: the undone tag is marked");
  await shot(page, "analyst-undone");
  await page.context().close();
}

const day = (back) => new Date(Date.now() - back * 86400000).toISOString().slice(0, 10);
const pages = [
  ["sign-in", "", "/sign-in"],
  ["today", "salma", "/"],
  ["yesterday", "salma", `/digest/${day(1)}`],
  ["edit", "salma", `/digest/${day(1)}/edit`],
  ["search", "salma", `/search?q=${encodeURIComponent("حريق")}&kind=news`],
  ["sources", "salma", "/sources"],
  ["pickup", "salma", "/pickup"],
  ["trends", "hala", "/trends"],
  ["tag", "nader", "/tag?queue=learning"],
  ["audit", "nader", "/tag?queue=audit"],
  ["item", "nader", ""],
  ["ledger", "yasser", "/ledger"],
  ["admin", "yasser", "/admin"],
  ["denied", "hala", "/admin"],
];

async function look(name, user, address, lang, width, colorScheme) {
  const expect = name === "denied" ? ["403"] : [];
  const page = await open(user, { lang, width, colorScheme, expect });
  if (name === "item") {
    await page.goto(`${base}/search?q=${encodeURIComponent("حريق")}&kind=news`);
    address = await page.locator(".hits h2 a").first().getAttribute("href");
  }
  await page.goto(`${base}${address}${address.includes("?") ? "&" : "?"}lang=${lang}`);
  const label = `${name}-${lang}-${width}-${colorScheme}`;
  check((await page.getAttribute("html", "lang")) === lang, `${label}: language`);
  await fits(page, label);
  await uncut(page, label);
  if (width > 600 || colorScheme === "light") await accessible(page, label);
  await shot(page, label);
  await page.context().close();
}

try {
  for (const task of [officer, carried, leadership, analyst]) {
    await task();
    console.log(`did     ${task.name}`);
  }
  for (const colorScheme of ["light", "dark"]) {
    for (const lang of ["ar", "en"]) {
      for (const width of [1280, 360]) {
        for (const [name, user, address] of pages) {
          await look(name, user, address, lang, width, colorScheme);
        }
        console.log(`looked  at ${pages.length} pages, ${lang}, ${width} px, ${colorScheme}`);
      }
    }
  }
} catch (error) {
  check(false, error.stack);
}
await browser.close();
console.log(`${checks} checks, ${failures.length} failed; screenshots are in ${out}`);
process.exit(failures.length === 0 ? 0 : 1);
