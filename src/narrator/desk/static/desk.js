"use strict";
// The desk: takes over what has changed, and sends what is typed. Every page works as plain HTML as well.

const event = document.body.dataset.event;
const address = `/brief/${encodeURIComponent(event)}`;
const frame = document.getElementById("article");
const HIGHLIGHT = 4000;
let serial = Number(document.body.dataset.serial);

const one = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];

function later(work, quiet) {
  let timer;
  return (...given) => { clearTimeout(timer); timer = setTimeout(() => work(...given), quiet); };
}

async function html(url, options) {
  try {
    const answer = await fetch(url, options);
    return { ok: answer.ok, text: await answer.text() };
  } catch {
    return { ok: false, text: '<div class="outcome is-error" role="alert"><p>The desk does not answer.</p></div>' };
  }
}

function send(url, fields) {
  return html(url, { method: "POST", body: new URLSearchParams(fields) });
}

// What has changed on the desk

function connect() {
  const stream = new EventSource(`/stream?event=${encodeURIComponent(event)}`);
  const said = one("#connection");
  stream.onopen = () => { said.textContent = ""; };
  stream.onerror = () => { said.textContent = "The desk has stopped; trying again."; };
  stream.addEventListener("hello", (message) => {
    const now = JSON.parse(message.data);  // what was told before the stream was open is not told again
    if (event && now.serial !== serial) articleAgain();
    if (String(now.version) !== document.body.dataset.version) {
      if (one("#pdf")) one("#pdf").src = `${address}/brief.pdf`;
      partsAgain();
    }
  });
  stream.addEventListener("page", (message) => { serial = JSON.parse(message.data).serial; articleAgain(); });
  stream.addEventListener("rest", partsAgain);
  stream.addEventListener("states", later(partsAgain, 150));
  stream.addEventListener("pdf", () => {
    const pdf = one("#pdf");
    if (pdf) pdf.src = `${address}/brief.pdf`;
    partsAgain();
  });
  addEventListener("pagehide", () => stream.close());
}

async function partsAgain() {
  const live = all("[data-live]");
  if (!live.length) return;
  const answer = await html(location.href);
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(answer.text, "text/html");
  for (const part of live) {
    const now = fresh.getElementById(part.id);
    if (!now || now.innerHTML === part.dataset.was) continue;
    const focused = part.contains(document.activeElement) && document.activeElement;
    const [open, top] = [focused && focused.dataset.open, part.scrollTop];
    const chosen = all("select", part).map((select) => select.value);
    part.replaceChildren(...now.childNodes);
    part.dataset.was = part.innerHTML;
    part.scrollTop = top;
    all("select", part).forEach((select, at) => { select.value = chosen[at] ?? ""; });
    if (open) one(`[data-open="${CSS.escape(open)}"]`, part)?.focus();
    all("[data-filters]", part).forEach(filter);
    all("[data-search]").forEach(search);
  }
}

// The article

const blocks = (of) => all("h1, h2, h3, p, li, tr, figcaption", of.body || of);

async function articleAgain() {
  if (!frame) return;
  const answer = await html(`${address}/article`);
  const there = frame.contentDocument;
  if (!answer.ok || !there?.body) return;
  const before = new Set(blocks(there).map((block) => block.textContent));
  const sheets = [...answer.text.matchAll(/<style[^>]*>([^]*?)<\/style>/g)].map((each) => each[1]).join();
  const top = there.scrollingElement.scrollTop;
  if (sheets === all("style", there.head).map((each) => each.textContent).join()) {
    const body = answer.text.slice(answer.text.indexOf("</head>"));  // what is parsed here falls under the desk's policy
    const fresh = new DOMParser().parseFromString(body, "text/html");
    there.body.replaceChildren(...[...fresh.body.childNodes].map((node) => there.importNode(node, true)));
    there.scrollingElement.scrollTop = top;
    shown(before);
  } else {  // other styles need another policy, which a document gets once
    frame.onload = () => {
      frame.onload = hook;
      frame.contentDocument.scrollingElement.scrollTop = top;
      hook();
      shown(before);
    };
    frame.contentWindow.location.reload();
  }
}

function shown(before) {
  const changed = blocks(frame.contentDocument).filter((block) => !before.has(block.textContent));
  for (const block of changed) {
    block.style.setProperty("background-color", "rgba(255, 214, 0, 0.28)");
    setTimeout(() => block.style.removeProperty("background-color"), HIGHLIGHT);
  }
  frame.dataset.serial = serial;
  frame.dataset.changed = changed.length;
  marked();
}

function hook() {
  const there = frame.contentDocument;
  if (there.documentElement.dataset.hooked) return;
  there.documentElement.dataset.hooked = frame.dataset.hooked = "yes";
  const over = later((figure) => open(figure), 120);
  const figureOf = (where) => where.target.closest?.("[data-figure]")?.dataset.figure;
  for (const kind of ["mouseover", "focusin", "click"]) {
    there.addEventListener(kind, (where) => {
      const figure = figureOf(where);
      if (figure && kind === "mouseover") over(figure);
      else if (figure) open(figure);
      else if (kind === "click") told(where.target.closest?.("h1, h2, h3, p, li, td"));
      const link = where.target.closest?.("a[href^='http'], a[href^='mailto']");
      if (kind === "click" && link) where.preventDefault();
    });
  }
}

// Where a figure comes from

let opened = "";

async function open(figure, isAgain) {
  const panel = one("#figure");
  if (!panel || (opened === figure && !isAgain)) return;
  opened = figure;
  const answer = await html(`${address}/figure/${encodeURIComponent(figure)}`);
  if (opened === figure) panel.innerHTML = answer.text;
  if (answer.ok) panel.dataset.figure = figure;
  marked();
}

async function told(block) {
  const panel = one("#figure");
  if (!block || !panel) return;
  opened = "";
  panel.innerHTML = (await html(`${address}/place?text=${encodeURIComponent(block.textContent.trim().slice(0, 120))}`)).text;
}

function filter(form) {
  const [standing, source] = [form.elements.standing.value, form.elements.source.value];
  const rows = all("#figures li");
  for (const row of rows) {
    row.hidden = (standing && row.dataset.standing !== standing) || (source && !row.dataset.sources.includes(`|${source}|`));
  }
  const left = rows.filter((row) => !row.hidden).length;
  one("[data-count]", form).textContent = standing || source ? `${left} of ${rows.length}` : `${rows.length} figure${rows.length === 1 ? "" : "s"}`;
  marked();
}

function marked() {
  if (!frame?.contentDocument) return;
  const form = one("[data-filters]");
  const isFiltered = form && (form.elements.standing.value || form.elements.source.value);
  const asked = new Set(isFiltered ? all("#figures li:not([hidden]) [data-open]").map((row) => row.dataset.open) : []);
  for (const print of all("[data-figure]", frame.contentDocument)) {
    const is = asked.has(print.dataset.figure) || print.dataset.figure === opened;
    print.style.setProperty("outline", is ? "2px solid #c25400" : "");
  }
}

// What is typed

function place(editor, at) {
  const [line, column] = String(at).split(":").map(Number);
  const lines = editor.value.split("\n");
  return lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + (column || 1) - 1;
}

function select(editor, start, end) {
  editor.focus();
  editor.setSelectionRange(start, end);
  const line = editor.value.slice(0, start).split("\n").length;
  editor.scrollTop = Math.max(0, (line - 6) * parseFloat(getComputedStyle(editor).lineHeight));
}

function put(editor, start, end, text) {
  editor.setRangeText(text, start, end, "select");
  editor.dispatchEvent(new Event("input", { bubbles: true }));
  select(editor, start, start + text.length);
}

const ask = later(async (form) => {
  const fields = Object.fromEntries(new FormData(form));
  if (form.dataset.ask === "report" && !(fields.figure && fields.source && fields.line)) return;
  form.asked = (form.asked || 0) + 1;
  const turn = form.asked;
  const answer = await send(`${address}/ask/${form.dataset.ask}`, fields);
  if (turn !== form.asked) return;  // something newer is on its way
  const panel = one(`#${form.dataset.ask}-answer`);
  panel.innerHTML = answer.text;
  panel.dataset.turn = turn;
}, 80);

const isUnsaid = () => Boolean(one("#editor")) && one("#editor").value !== one("#editor").defaultValue;

addEventListener("beforeunload", (leaving) => { if (isUnsaid()) leaving.preventDefault(); });

async function save(form) {
  if (!form.classList.contains("editor") && isUnsaid()) {  // what it writes is the file, and would take the place of it
    one(".saved", form).textContent = "Save what you have typed in the file first.";
    return;
  }
  const sent = new FormData(form).get("text");
  const answer = await send(`${address}/save/${form.dataset.save}`, new FormData(form));
  const said = one(".saved", form);
  said.innerHTML = answer.text;
  const hash = one("[data-hash]", said)?.dataset.hash;
  if (!hash) return;
  all("input[name=hash]").forEach((input) => { input.value = hash; });
  const editor = one("#editor");
  editor.defaultValue = sent;  // where nothing was typed, it is shown, too
  if (!form.classList.contains("editor")) {
    editor.value = sent;
    editor.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const answerOf = (form) => (form.nextElementSibling?.matches(".answer") ? form.nextElementSibling : null);

function cleared(form) {  // what was said of another act, or of other words, is not of this one
  all(".answer:not([id])").filter((panel) => !panel.contains(form)).forEach((panel) => panel.replaceChildren());
  return answerOf(form);
}

async function run(form, name = form.dataset.run) {
  const panel = cleared(form);
  const fields = Object.fromEntries(new FormData(form));
  if ("withText" in form.dataset) fields.text = one("#editor").value;
  panel.textContent = "Working.";
  panel.innerHTML = (await send(`/run/${encodeURIComponent(name)}`, fields)).text;
}

async function bring(form, button) {
  const fields = Object.fromEntries(new FormData(form));
  const file = form.elements.file.files[0];
  delete fields.file;
  if (file) [fields.text, fields.name] = [await file.text(), file.name];
  if (button?.name !== "into") delete fields.event;
  const panel = cleared(form);
  panel.textContent = "Working.";
  panel.innerHTML = (await send("/import", fields)).text;
}

function search(input) {
  const asked = input.value.toLowerCase();
  const rows = all(`${input.dataset.search} tbody tr`);
  for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(asked);
  const left = rows.filter((row) => !row.hidden).length;
  one("[data-count]", input.form).textContent = asked ? `${left} of ${rows.length}` : "";
}

document.addEventListener("submit", (where) => {
  const form = where.target;
  if (form.matches("[data-save], [data-run], [data-import], [data-ask], [data-filters]")) where.preventDefault();
  if (form.dataset.save) save(form);
  else if (form.dataset.run) run(form, where.submitter?.dataset.as);
  else if ("import" in form.dataset) bring(form, where.submitter);
});

document.addEventListener("input", (where) => {
  const form = where.target.form;
  if (form?.dataset.ask) ask(form);
  if (form && "filters" in form.dataset) filter(form);
  if (form?.matches("[data-run], [data-import]")) answerOf(form)?.replaceChildren();
  if (where.target.dataset.search) search(where.target);
});

document.addEventListener("click", (where) => {
  const button = where.target.closest("button");
  if (!button) return;
  const told = button.dataset;
  const editor = one("#editor");
  if (told.open) open(told.open);
  if (told.source) {
    const form = one("[data-filters]");
    if (form) { form.elements.source.value = told.source; filter(form); }
  }
  if (told.takeHash) { all("input[name=hash]").forEach((input) => { input.value = told.takeHash; }); button.disabled = true; }
  const asked = `line=${told.useLine}&where=${told.putWhere}&put=${encodeURIComponent(told.line)}`;
  if (told.useLine && !editor) location.href = `${address}/records?${asked}`;
  else if (told.useLine) useLine(editor, told.useLine, told.line, told.putWhere);
  if (editor && told.go) select(editor, place(editor, told.go), place(editor, told.go) + Number(told.length));
  if (editor && told.put) put(editor, place(editor, told.at), place(editor, told.at) + Number(told.length), told.put);
});

function useLine(editor, line, text, where) {
  const start = place(editor, line);
  const old = editor.value.slice(start).split("\n")[0];
  const indent = old.match(/^\s*/)[0];
  if (where !== "below") put(editor, start, start + old.length, indent + text.trim());
  else put(editor, start + old.length, start + old.length, `\n${indent}${/:\s*(#.*)?$/.test(old) ? "  " : ""}${text.trim()}`);
}

// Begin

if (frame) {
  frame.onload = hook;
  if (frame.contentDocument?.readyState === "complete") hook();
}
all("[data-filters]").forEach(filter);
all("[data-search]").forEach(search);
const editor = one("#editor");
if (editor?.dataset.line) {
  const wanted = new URLSearchParams(location.search);
  if (wanted.get("put")) useLine(editor, editor.dataset.line, wanted.get("put"), wanted.get("where"));
  else select(editor, place(editor, editor.dataset.line), place(editor, editor.dataset.line) + 1);
}
if (editor && one("[data-ask=audit]")) ask(one("[data-ask=audit]"));
connect();
