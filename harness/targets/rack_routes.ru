# The routes of cases/TARGETS.md that a Rack application can offer.
# The names of the received fields are lost in Rack, so there is no /fields.

ROUTES = {
  '/' => ['GET', ->(_env) { "ok\n" }],
  '/echo' => ['POST', ->(env) { (env['rack.input']&.read || '').b }]
}.freeze

def answer(env)
  only, content = ROUTES[env['PATH_INFO']]
  return [404, {}, "not here\n"] unless only

  head = env['REQUEST_METHOD'] == 'HEAD' && only == 'GET'
  return [405, { 'allow' => only }, "not so\n"] unless head || env['REQUEST_METHOD'] == only

  [200, {}, content.call(env)]
end

run(lambda do |env|
  status, fields, content = answer(env)
  fields = fields.merge('content-type' => 'text/plain',
                        'content-length' => content.bytesize.to_s)
  [status, fields, env['REQUEST_METHOD'] == 'HEAD' ? [] : [content]]
end)
