// The routes of cases/TARGETS.md on Deno's own server: `deno run deno.js PORT`. It gives
// the names of the received fields in lower case, so there is no /fields.

const routes = {
	'/': ['GET', () => 'ok\n'],
	'/echo': ['POST', (request) => request.arrayBuffer()],
};

async function answer(request) {
	const path = new URL(request.url).pathname;
	if (path === '/moved')
		return new Response(null, { status: 302, headers: { location: '/' } });
	if (routes[path] === undefined)
		return new Response('not here\n', { status: 404 });
	const [only, content] = routes[path];
	if (request.method !== only && !(request.method === 'HEAD' && only === 'GET'))
		return new Response('not so\n', { status: 405, headers: { allow: only } });
	return new Response(await content(request));
}

Deno.serve({ hostname: '127.0.0.1', port: Number(Deno.args[0]) }, answer);
