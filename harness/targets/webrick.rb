# The routes of cases/TARGETS.md on WEBrick: `webrick.rb PORT FOLDER`. The files
# of FOLDER, the redirection and the challenge are WEBrick's. It gives the names of
# the received fields in lower case, so there is no /fields.

require 'webrick'

server = WEBrick::HTTPServer.new(
  BindAddress: '127.0.0.1', Port: Integer(ARGV[0]), DocumentRoot: ARGV[1],
  MaxClients: 256, AccessLog: [], Logger: WEBrick::Log.new($stderr, WEBrick::Log::WARN)
)
server.listeners.each { |listener| listener.listen(1024) }

# Answers POST with the content that came. To ask for it with 100 is left to servlets.
class Echo < WEBrick::HTTPServlet::AbstractServlet
  def do_POST(request, response)
    request.continue
    response['Content-Type'] = 'application/octet-stream'
    response.body = request.body || ''
  end
end

server.mount '/echo', Echo
server.mount_proc('/moved') { |_, response| response.set_redirect(WEBrick::HTTPStatus::Found, '/') }
server.mount_proc '/guarded' do |request, response|
  WEBrick::HTTPAuth.basic_auth(request, response, 'assay') { |*pair| pair == %w[assay secret] }
  response.body = "for members only\n"
end
trap('TERM') { server.shutdown }
server.start
