# The routes of cases/TARGETS.md on Mojolicious: `mojolicious.pl FOLDER daemon ...`.
# What is in FOLDER is served by Mojolicious itself.

use Mojolicious::Lite -signatures;

app->static->paths([shift @ARGV]);
app->log->level('warn');

get '/' => sub ($c) {
	# Mojolicious looks at preconditions for files alone.
	my $known = $c->req->headers->if_none_match // '';
	return $c->rendered(304) if $known eq '*';
	$c->render(text => "ok\n", format => 'txt');
};

post '/echo' => sub ($c) {
	$c->render(data => $c->req->body, format => 'bin');
};

get '/fields' => sub ($c) {
	my $fields = $c->req->headers;
	my $lines = '';
	for my $name (@{$fields->names}) {
		$lines .= "$name: $_\n" for @{$fields->every_header($name)};
	}
	$c->render(data => $lines, format => 'txt');
};

get '/moved' => sub ($c) { $c->redirect_to('/') };

app->start;
