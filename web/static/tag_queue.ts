// Keys of the tag queue. The page works without this file: it only presses what is there.
// Bound on event.code, so that the same physical keys work on an Arabic layout (A arrives as ش).

const groups = ["incident", "topic", "tone", "stance"] as const;
type Group = (typeof groups)[number];
const letters: Record<string, Group> = { KeyI: "incident", KeyT: "topic", KeyN: "tone", KeyS: "stance" };
const maxIncidents = 3;
const switchKey = "rasd.tag.keys";

const form = document.querySelector<HTMLFormElement>("#tag-form");
const dialog = document.querySelector<HTMLDialogElement>("#keys");
const toggle = document.querySelector<HTMLButtonElement>("#keys-toggle");
let active: Group = "incident";
let on = localStorage.getItem(switchKey) !== "off";

function fieldset(group: Group): HTMLFieldSetElement | null {
  return form?.querySelector<HTMLFieldSetElement>(`fieldset[data-group="${group}"]`) ?? null;
}

function inputs(group: Group): HTMLInputElement[] {
  return Array.from(fieldset(group)?.querySelectorAll<HTMLInputElement>("input") ?? []);
}

function activate(group: Group): void {
  active = group;
  for (const one of groups) fieldset(one)?.classList.toggle("active", on && one === group);
}

/** "Nothing" excludes every code, a code excludes "nothing"; at most three codes. */
function keepIncidentsRight(changed: HTMLInputElement): void {
  if (!changed.checked) return;
  const all = inputs("incident");
  for (const one of all) {
    if (one !== changed && (changed.value === "NON" || one.value === "NON")) one.checked = false;
  }
  if (all.filter((one) => one.checked).length > maxIncidents) changed.checked = false;
}

function choose(key: string): void {
  const input = inputs(active).find((one) => one.dataset.key === key);
  if (!input) return;
  input.checked = input.type === "checkbox" ? !input.checked : true;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  if (input.type === "radio") {
    const next = groups[groups.indexOf(active) + 1];
    if (next) activate(next);
  }
}

function press(action: string): void {
  const button = form?.querySelector<HTMLButtonElement>(`button[name="action"][value="${action}"]`);
  if (button) form?.requestSubmit(button);
}

function showKeys(): void {
  if (dialog && !dialog.open) dialog.showModal();
}

function applySwitch(): void {
  document.body.classList.toggle("keys-on", on);
  if (toggle) toggle.textContent = (on ? toggle.dataset.off : toggle.dataset.on) ?? "";
  activate(active);
}

/** Typing in a field is typing; radio buttons and checkboxes are not. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && target.type !== "radio" && target.type !== "checkbox";
}

const actions: Record<string, () => void> = {
  KeyA: () => press("accept"),
  KeyX: () => {
    form?.reset();
    for (const one of form?.querySelectorAll<HTMLInputElement>("fieldset input") ?? []) one.checked = false;
    activate("incident");
  },
  KeyR: () => press("irrelevant"),
  KeyF: () => press("flag"),
  KeyZ: () => document.querySelector<HTMLFormElement>("#undo-form")?.requestSubmit(),
  Space: () => press("skip"),
  Enter: () => press("save"),
  NumpadEnter: () => press("save"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event.target)) return;
  const isHelp = event.key === "?" || event.key === "؟" || (event.code === "Slash" && event.shiftKey);
  if (isHelp) {
    event.preventDefault();
    showKeys();
    return;
  }
  if (!on || dialog?.open) return;
  const isButton = event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement;
  if (isButton && (event.code === "Enter" || event.code === "Space")) return;
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
  if (digit) {
    event.preventDefault();
    choose(event.shiftKey ? `⇧${digit}` : digit);
    return;
  }
  if (event.shiftKey) return;
  const group = letters[event.code];
  if (group) {
    event.preventDefault();
    activate(group);
    return;
  }
  const action = actions[event.code];
  if (action) {
    event.preventDefault();
    action();
  }
});

form?.addEventListener("change", (event) => {
  const input = event.target;
  if (input instanceof HTMLInputElement && input.name === "incident") keepIncidentsRight(input);
  if (input instanceof HTMLInputElement) {
    const group = input.closest("fieldset")?.dataset.group as Group | undefined;
    if (group) activate(group);
  }
});

const keysButton = document.querySelector<HTMLButtonElement>("#keys-open");
if (keysButton) {
  keysButton.hidden = false;
  keysButton.addEventListener("click", showKeys);
}

toggle?.addEventListener("click", () => {
  on = !on;
  localStorage.setItem(switchKey, on ? "on" : "off");
  applySwitch();
});

applySwitch();
