"""The routes of cases/TARGETS.md on Tornado: `tornado_routes.py PORT`."""

import asyncio
import sys

import tornado.web


class Root(tornado.web.RequestHandler):
    def get(self):
        self.set_header('Content-Type', 'text/plain')
        self.write('ok\n')

    head = get


class Echo(tornado.web.RequestHandler):
    def post(self):
        self.set_header('Content-Type', 'application/octet-stream')
        self.write(self.request.body)


class Fields(tornado.web.RequestHandler):
    def get(self):
        self.set_header('Content-Type', 'text/plain')
        for name, value in self.request.headers.get_all():
            self.write(f'{name}: {value}\n'.encode('latin-1'))


async def serve(port):
    routes = [('/', Root), ('/echo', Echo), ('/fields', Fields)]
    tornado.web.Application(routes).listen(port, '127.0.0.1')
    await asyncio.Event().wait()


asyncio.run(serve(int(sys.argv[1])))
