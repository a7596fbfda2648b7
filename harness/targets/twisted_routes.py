"""The routes of cases/TARGETS.md on Twisted: `twisted_routes.py PORT FOLDER`.

The files of FOLDER, the redirection of a folder and the challenge are Twisted's.
"""

import sys

from twisted.cred.checkers import InMemoryUsernamePasswordDatabaseDontUse
from twisted.cred.portal import IRealm, Portal
from twisted.internet import reactor
from twisted.web.guard import BasicCredentialFactory, HTTPAuthSessionWrapper
from twisted.web.resource import IResource, Resource
from twisted.web.server import Site
from twisted.web.static import Data, File
from zope.interface import implementer


class Echo(Resource):
    isLeaf = True

    def render_POST(self, request):
        request.setHeader(b'content-type', b'application/octet-stream')
        return request.content.read()


class Fields(Resource):
    isLeaf = True

    def render_GET(self, request):
        request.setHeader(b'content-type', b'text/plain')
        return b''.join(
            name + b': ' + value + b'\n'
            for name, values in request.requestHeaders.getAllRawHeaders()
            for value in values)


@implementer(IRealm)
class Members:
    def requestAvatar(self, _name, _mind, *_interfaces):
        content = Data(b'for members only\n', 'text/plain')
        return IResource, content, lambda: None


def guarded():
    users = InMemoryUsernamePasswordDatabaseDontUse(assay=b'secret')
    return HTTPAuthSessionWrapper(
        Portal(Members(), [users]), [BasicCredentialFactory(b'assay')])


def main(port, folder):
    root = File(folder)
    root.putChild(b'echo', Echo())
    root.putChild(b'fields', Fields())
    root.putChild(b'guarded', guarded())
    reactor.listenTCP(port, Site(root), backlog=1024, interface='127.0.0.1')
    reactor.run()


main(int(sys.argv[1]), sys.argv[2])
