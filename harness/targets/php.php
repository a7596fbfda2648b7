<?php
// The routes of cases/TARGETS.md on PHP's own server.
$path = explode('?', $_SERVER['REQUEST_URI'])[0];
if ($path === '/echo') {
	header('Content-Type: application/octet-stream');
	echo file_get_contents('php://input');
} elseif ($path === '/fields') {
	header('Content-Type: text/plain');
	foreach (getallheaders() as $name => $value)
		echo "$name: $value\n";
} else {
	return false;
}
