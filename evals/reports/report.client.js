// In the report's page: shows the cases that hold every word.
const [words, wrong, count] = ['words', 'wrong', 'count'].map((id) => document.getElementById(id));
const cases = [...document.querySelectorAll('.case')];

function show() {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const one of cases) {
    const fits = wanted.every((word) => one.dataset.words.includes(word));
    one.hidden = !fits || (wrong.checked && one.classList.contains('passed'));
    if (!one.hidden) shown += 1;
  }
  count.value = `${shown} of ${cases.length}`;
}

document.getElementById('filter').addEventListener('input', show);
document.getElementById('filter').addEventListener('submit', (event) => event.preventDefault());
show();

// A link to one case: `#SUITE/CASE`.
const linked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (linked !== null) {
  linked.open = true;
  linked.scrollIntoView();
}

// Any run of the page as a page of its own: the visualizer with that run in it. Nobody is asked for anything.
const visualizer = document.getElementById('visualizer');

function openRun(button) {
  const { template, graphs } = JSON.parse(visualizer.textContent);
  const run = JSON.parse(button.dataset.run);
  const lines = button.parentElement.querySelector('.events pre').textContent.split('\n');
  const file = { run, events: lines.map((line) => JSON.parse(line)), graph: graphs[run.mode], parent: null };
  const json = JSON.stringify(file).replaceAll('<', '\\u003c');
  // In pieces, for this script stands in a page itself.
  const data = `<${'script'} id="run" type="application/json">${json}</${'script'}>`;
  const page = template.replace(`<${'!-- run --'}>`, () => data);
  // Written into a tab of this page's own address: an address of its own (blob:) could not be resolved against.
  const tab = open('', '_blank');
  tab.document.write(page);
  tab.document.close();
}

if (visualizer !== null)
  for (const button of document.querySelectorAll('button.open')) {
    button.hidden = false;
    button.addEventListener('click', () => openRun(button));
  }
