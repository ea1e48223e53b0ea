// Readability.js on linkedom over pages: usage node rival_readability.mjs PACKAGES LIST
// PACKAGES is where npm installed them; LIST and what is printed are as in rival_pages.py.
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';

const [packages, list] = process.argv.slice(2);
const load = createRequire(join(resolve(packages), 'from-here.js'));
const {Readability} = load('@mozilla/readability');
const {parseHTML} = load('linkedom');
const version = name =>
  JSON.parse(readFileSync(join(packages, 'node_modules', name, 'package.json'))).version;

const blocks = new Set(('P DIV LI UL OL DL DT DD H1 H2 H3 H4 H5 H6 BLOCKQUOTE PRE BR HR TR TD TH TABLE SECTION ' +
  'ARTICLE HEADER FOOTER FIGURE FIGCAPTION MAIN ASIDE NAV FORM BODY').split(' '));
// A line break around each block, so that words of two blocks are not joined.
function text(node, out) {
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === 3) out.push(child.data);
    if (child.nodeType !== 1) continue;
    const block = blocks.has(child.nodeName.toUpperCase());
    if (block) out.push('\n');
    text(child, out);
    if (block) out.push('\n');
  }
  return out;
}

console.log(JSON.stringify(`Readability.js ${version('@mozilla/readability')} linkedom ${version('linkedom')}`));
for (const line of readFileSync(list, 'utf8').split('\n')) {
  if (!line) continue;
  const [id, path] = line.split('\t');
  const html = readFileSync(path, 'utf8');
  const before = process.cpuUsage();
  let found = '';
  try {
    const article = new Readability(parseHTML(html).document, {serializer: node => node}).parse();
    if (article?.content) found = text(article.content, []).join('');
  } catch {
    found = '';
  }
  const used = process.cpuUsage(before);
  console.log(JSON.stringify({id, text: found, ms: (used.user + used.system) / 1e3}));
}
