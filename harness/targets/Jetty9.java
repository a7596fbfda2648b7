import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.security.ConstraintMapping;
import org.eclipse.jetty.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.DefaultServlet;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.security.Constraint;
import org.eclipse.jetty.util.security.Credential;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The routes of cases/TARGETS.md on Jetty: {@code Jetty9 PORT FOLDER}. The files of
 * FOLDER, the redirection of a folder and the challenge are Jetty's.
 */
public final class Jetty9 {
	private static final class Echo extends HttpServlet {
		@Override
		protected void doPost(HttpServletRequest request, HttpServletResponse response)
				throws IOException {
			answer(response, request.getInputStream().readAllBytes());
		}
	}

	private static final class Fields extends HttpServlet {
		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response)
				throws IOException {
			StringBuilder lines = new StringBuilder();

			for (String name : Collections.list(request.getHeaderNames()))
				for (String value : Collections.list(request.getHeaders(name)))
					lines.append(name).append(": ").append(value).append('\n');
			answer(response, lines.toString().getBytes(StandardCharsets.ISO_8859_1));
		}
	}

	private static void answer(HttpServletResponse response, byte[] content)
			throws IOException {
		response.setContentType("text/plain");
		response.setContentLength(content.length);
		response.getOutputStream().write(content);
	}

	private static ConstraintSecurityHandler guard() {
		Constraint constraint = new Constraint(Constraint.__BASIC_AUTH, "member");
		ConstraintMapping mapping = new ConstraintMapping();
		UserStore users = new UserStore();
		HashLoginService service = new HashLoginService("assay");
		ConstraintSecurityHandler guard = new ConstraintSecurityHandler();

		constraint.setAuthenticate(true);
		mapping.setPathSpec("/guarded");
		mapping.setConstraint(constraint);
		users.addUser("assay", Credential.getCredential("secret"), new String[] {"member"});
		service.setUserStore(users);
		guard.addConstraintMapping(mapping);
		guard.setAuthenticator(new BasicAuthenticator());
		guard.setLoginService(service);
		return guard;
	}

	private static ServletContextHandler routes(String folder) {
		ServletContextHandler routes = new ServletContextHandler();
		ServletHolder files = new ServletHolder(new DefaultServlet());

		files.setInitParameter("etags", "true");
		routes.setResourceBase(folder);
		routes.setWelcomeFiles(new String[] {"index.html"});
		routes.setSecurityHandler(guard());
		routes.addServlet(files, "/");
		routes.addServlet(new ServletHolder(new Echo()), "/echo");
		routes.addServlet(new ServletHolder(new Fields()), "/fields");
		return routes;
	}

	public static void main(String[] arguments) throws Exception {
		Server server = new Server(new QueuedThreadPool(256));
		ServerConnector connector = new ServerConnector(server);

		connector.setHost("127.0.0.1");
		connector.setPort(Integer.parseInt(arguments[0]));
		connector.setAcceptQueueSize(1024);
		server.addConnector(connector);
		server.setHandler(routes(arguments[1]));
		server.start();
		server.join();
	}
}
