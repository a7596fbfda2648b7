"""The routes of cases/TARGETS.md that a WSGI application can offer.

The names of the received fields are lost in WSGI, so there is no /fields.
"""

import sys

sys.dont_write_bytecode = True


def echo(environ):
    return environ['wsgi.input'].read()


def root(environ):
    environ['wsgi.input'].read()
    return b'ok\n'


ROUTES = {'/': ('GET', root), '/echo': ('POST', echo)}


def answer(environ):
    method = environ['REQUEST_METHOD']
    if environ['PATH_INFO'] not in ROUTES:
        return '404 Not Found', [], b'not here\n'
    only, content = ROUTES[environ['PATH_INFO']]
    if method != only and (method, only) != ('HEAD', 'GET'):
        return '405 Method Not Allowed', [('Allow', only)], b'not so\n'
    return '200 OK', [], content(environ)


def application(environ, start_response):
    status, fields, content = answer(environ)
    start_response(status, fields + [
        ('Content-Type', 'text/plain'),
        ('Content-Length', str(len(content)))])
    return [] if environ['REQUEST_METHOD'] == 'HEAD' else [content]
