/** The frame of every page. `prefix` is the path a proxy shows us under; links are relative to it. */
export function layout(prefix: string, page: { title: string; script: string; content: string }): string {
  // Without a proxy's word for it the page's own address is the base; it has no folders, so relative links hold.
  const base = prefix === '' ? '' : `<base href="${prefix}/">`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
${base}
<title>${page.title} · VEZEPyCopilotVe1</title>
<link rel="icon" href="assets/icon.svg">
<link rel="stylesheet" href="assets/page.css">
<script type="module" src="assets/${page.script}"></script>
</head>
<body>
<header><a class="brand" href="./">VEZEPyCopilotVe1</a><nav><a href="./">Home</a><a href="chat">Chat</a><a href="graph">Graph</a><a href="tools">Tools</a></nav></header>
<main>${page.content}</main>
<footer>© VEZE UniQVerse</footer>
</body>
</html>
`;
}
