"""The routes of cases/TARGETS.md on aiohttp: `aiohttp_routes.py PORT FOLDER`.

What is in FOLDER/static is served by aiohttp itself.
"""

import sys

from aiohttp import web


async def root(request):
    if request.headers.get('If-None-Match') == '*':
        raise web.HTTPNotModified()  # aiohttp looks at it for files alone
    return web.Response(text='ok\n')


async def echo(request):
    return web.Response(body=await request.read(),
                        content_type='application/octet-stream')


async def fields(request):
    return web.Response(content_type='text/plain', body=b''.join(
        name + b': ' + value + b'\n' for name, value in request.raw_headers))


async def moved(_request):
    raise web.HTTPFound('/')


def main(port, folder):
    application = web.Application()
    application.add_routes([
        web.get('/', root), web.post('/echo', echo),
        web.get('/fields', fields), web.get('/moved', moved),
        web.static('/static', f'{folder}/static')])
    web.run_app(application, host='127.0.0.1', port=port, backlog=1024,
                print=None, access_log=None)


main(int(sys.argv[1]), sys.argv[2])
