// The routes of cases/TARGETS.md on Node's http module: `node node.js PORT`.
const http = require('http');

const routes = {
	'/': () => 'ok\n',
	'/echo': (request, body) => body,
	'/fields': (request) => {
		const raw = request.rawHeaders;
		let lines = '';
		for (let i = 0; i < raw.length; i += 2)
			lines += raw[i] + ': ' + raw[i + 1] + '\n';
		return Buffer.from(lines, 'latin1');
	},
};

http.createServer((request, response) => {
	const parts = [];
	request.on('data', (part) => parts.push(part));
	request.on('error', () => {});
	request.on('end', () => {
		// The handler gets the request-target in the form it came in.
		const path = request.url.replace(
			/^http:\/\/(\[[^\]]*\]|[^/?:]+)(:\d*)?/i, '') || '/';
		const route = routes[path.split('?')[0]];
		if (route === undefined)
			response.statusCode = 404;
		if (path === '/moved') {
			response.statusCode = 308;
			response.setHeader('Location', '/');
		}
		response.setHeader('Content-Type', 'text/plain');
		response.end(route === undefined ? 'not here\n' :
			route(request, Buffer.concat(parts)));
	});
}).listen(Number(process.argv[2]), '127.0.0.1');
