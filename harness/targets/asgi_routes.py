"""The routes of cases/TARGETS.md that an ASGI application can offer.

The names of the received fields are in lower case in ASGI, so there is no /fields.
"""

import sys

sys.dont_write_bytecode = True


def root(_content):
    return b'ok\n'


def echo(content):
    return content


ROUTES = {'/': ('GET', root), '/echo': ('POST', echo)}


def answer(scope, content):
    method = scope['method']
    if scope['path'] not in ROUTES:
        return 404, [], b'not here\n'
    only, give = ROUTES[scope['path']]
    if method != only and (method, only) != ('HEAD', 'GET'):
        return 405, [(b'allow', only.encode())], b'not so\n'
    return 200, [], give(content)


async def receive_content(receive):
    """All of it; None if the client went away."""
    content = b''
    more = True
    while more:
        event = await receive()
        if event['type'] != 'http.request':
            return None
        content += event.get('body', b'')
        more = event.get('more_body', False)
    return content


async def serve(scope, receive, send):
    content = await receive_content(receive)
    if content is None:
        return
    status, more_fields, content = answer(scope, content)
    await send({'type': 'http.response.start', 'status': status, 'headers': [
        (b'content-type', b'text/plain'),
        (b'content-length', str(len(content)).encode()), *more_fields]})
    await send({'type': 'http.response.body', 'body': content})


async def live(receive, send):
    event = {'type': ''}
    while event['type'] != 'lifespan.shutdown':
        event = await receive()
        await send({'type': event['type'] + '.complete'})


async def application(scope, receive, send):
    if scope['type'] == 'lifespan':
        await live(receive, send)
    else:
        await serve(scope, receive, send)
