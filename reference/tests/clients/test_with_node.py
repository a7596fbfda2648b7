"""node talks to h1d: fetch (undici) and its http module."""

import json

import pytest

from h1d_origin import run

# What every script begins with; its last statement prints what it returns.
FRAME = """
const [origin, folder] = process.argv.slice(2);
const fs = require('fs'), http = require('http'), https = require('https');
const equal = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)) === 0;
const until = (emitter, event) => new Promise((done, failed) => {
	emitter.once(event, done);
	emitter.once('error', failed);
});
(async () => { %s })().then(
	(value) => console.log(JSON.stringify(value)),
	(error) => { console.error(error); process.exit(1); });
"""


@pytest.fixture(scope="session")
def node(program, tmp_path_factory):
    path = program("node")
    script = tmp_path_factory.mktemp("node") / "script.js"

    def node_one(code, server, env=None):
        script.write_text(FRAME % code)
        done = run(path, script, server.url, server.folder, env=env)
        return json.loads(done.stdout)
    return node_one


@pytest.fixture(autouse=True)
def has_fetch(node, origin):
    if not node("return typeof fetch === 'function';", origin):
        pytest.skip("this node has no fetch")


def test_fetch(node, origin):
    assert node("""
        const response = await fetch(origin + '/static/large.bin');
        return [response.status, response.headers.get('content-length'),
            equal(await response.arrayBuffer(),
                fs.readFileSync(folder + '/large.bin'))];
    """, origin) == [200, "5000000", True]


def test_fetch_a_range(node, origin):
    assert node("""
        const response = await fetch(origin + '/static/text.txt',
            {headers: {Range: 'bytes=0-3'}});
        return [response.status, await response.text(),
            response.headers.get('content-range')];
    """, origin) == [206, "0\n1\n", "bytes 0-3/8890"]


def test_fetch_what_is_not_modified(node, origin):
    assert node("""
        const url = origin + '/static/text.txt';
        const first = await fetch(url);
        await first.text();
        const again = await fetch(url,
            {headers: {'If-None-Match': first.headers.get('etag')}});
        return [again.status, await again.text()];
    """, origin) == [304, ""]


def test_streaming_upload(node, origin):
    """Of unknown length, so that it is chunked; the answer is compared."""
    assert node("""
        const parts = [];
        for (let i = 0; i < 200; i++)
            parts.push(Buffer.alloc(1 + i * 37, i));
        const stream = new ReadableStream({
            pull(controller) {
                const part = parts[this.n = (this.n ?? -1) + 1];
                part ? controller.enqueue(part) : controller.close();
            }});
        const response = await fetch(origin + '/echo',
            {method: 'POST', body: stream, duplex: 'half'});
        return [response.status,
            equal(await response.arrayBuffer(), Buffer.concat(parts))];
    """, origin) == [200, True]


def test_form(node, origin):
    assert node("""
        const form = new FormData();
        form.set('file', new Blob(['content']), 'name.txt');
        const response = await fetch(origin + '/echo',
            {method: 'POST', body: form});
        const text = await response.text();
        return [response.status, text.includes('filename="name.txt"')];
    """, origin) == [200, True]


def test_two_hundred_at_once(node, origin):
    assert node("""
        const get = async (i) => {
            const response = await fetch(origin + '/static/parts/' + i);
            return response.status === 200 &&
                await response.text() === `part ${i}\\n`;
        };
        return (await Promise.all([...Array(200).keys()].map(get)))
            .filter((good) => good).length;
    """, origin) == 200


def test_agent_keeps_connections(node, origin):
    """The http module with one socket for 50 requests."""
    assert node("""
        const agent = new http.Agent({keepAlive: true, maxSockets: 1});
        const sockets = new Set();
        for (let i = 0; i < 50; i++) {
            const request = http.get(origin + '/static/parts/' + i, {agent});
            const response = await until(request, 'response');
            sockets.add(request.socket);
            let text = '';
            response.on('data', (data) => text += data);
            await until(response, 'end');
            if (response.statusCode !== 200 || text !== `part ${i}\\n`)
                return text;
        }
        agent.destroy();
        return sockets.size;
    """, origin) == 1


def test_expectation_and_trailers(node, origin):
    """The content is sent only when 100 (Continue) has come."""
    assert node("""
        const request = http.request(origin + '/echo', {method: 'POST',
            headers: {Expect: '100-continue', Trailer: 'Digest',
                'Transfer-Encoding': 'chunked'}});
        const answered = until(request, 'response');
        request.flushHeaders();
        await until(request, 'continue');
        request.write('hel');
        request.addTrailers({Digest: 'x'});
        request.end('lo');
        const response = await answered;
        let text = '';
        response.on('data', (data) => text += data);
        await until(response, 'end');
        return [response.statusCode, text];
    """, origin) == [200, "hello"]


def test_upload_that_is_given_up(node, origin):
    """The server is there for the next one."""
    assert node("""
        const abort = new AbortController();
        const stream = new ReadableStream({
            async pull(controller) {
                await new Promise(setImmediate);
                if ((this.n = (this.n ?? 0) + 1) < 50)
                    controller.enqueue(Buffer.alloc(1000));
                else
                    abort.abort();
            }});
        let name = null;
        try {
            await fetch(origin + '/echo', {method: 'POST', body: stream,
                duplex: 'half', signal: abort.signal});
        } catch (error) {
            name = error.name;
        }
        const response = await fetch(origin + '/static/text.txt');
        return [name, response.status];
    """, origin) == ["AbortError", 200]
