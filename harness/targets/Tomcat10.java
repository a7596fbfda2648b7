import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;

/**
 * The routes of cases/TARGETS.md on Tomcat: {@code Tomcat10 PORT RUN}. The files of
 * RUN/www, what is stored in RUN/store, the redirection of a folder and the challenge
 * are Tomcat's. It gives the names of the received fields in lower case, so
 * there is no /fields.
 */
public final class Tomcat10 {
	private static final class Echo extends HttpServlet {
		@Override
		protected void doPost(HttpServletRequest request, HttpServletResponse response)
				throws IOException {
			byte[] content = request.getInputStream().readAllBytes();

			response.setContentType("application/octet-stream");
			response.setContentLength(content.length);
			response.getOutputStream().write(content);
		}
	}

	private static Connector connector(int port) {
		Connector connector = new Connector("HTTP/1.1");

		connector.setPort(port);
		connector.setProperty("address", "127.0.0.1");
		connector.setProperty("maxThreads", "256");
		connector.setProperty("acceptCount", "1024");
		connector.setProperty("maxKeepAliveRequests", "-1");
		/* What reads one connection is not used for another: it remembers that the
		 * last request was HTTP/0.9, and then refuses without a status-line. */
		connector.setProperty("processorCache", "0");
		return connector;
	}

	private static void serveFiles(Context context, boolean writable) {
		Wrapper files = Tomcat.addServlet(context, "files", new DefaultServlet());

		files.addInitParameter("readonly", String.valueOf(!writable));
		context.addServletMappingDecoded("/", "files");
		context.addWelcomeFile("index.html");
		context.addMimeMapping("html", "text/html");
		context.addMimeMapping("txt", "text/plain");
	}

	private static void guard(Context context) {
		SecurityCollection path = new SecurityCollection();
		SecurityConstraint constraint = new SecurityConstraint();

		path.addPattern("/guarded");
		constraint.addCollection(path);
		constraint.addAuthRole("member");
		context.addConstraint(constraint);
		context.addSecurityRole("member");
		context.setLoginConfig(new LoginConfig("BASIC", "assay", null, null));
		context.getPipeline().addValve(new BasicAuthenticator());
	}

	public static void main(String[] arguments) throws Exception {
		Tomcat tomcat = new Tomcat();
		Context context;

		tomcat.setBaseDir(arguments[1]);
		tomcat.setConnector(connector(Integer.parseInt(arguments[0])));
		tomcat.addUser("assay", "secret");
		tomcat.addRole("assay", "member");
		/* DELETE of / would remove its welcome file, so that context is read only. */
		serveFiles(tomcat.addContext("/store", arguments[1] + "/store"), true);
		context = tomcat.addContext("", arguments[1] + "/www");
		serveFiles(context, false);
		guard(context);
		Tomcat.addServlet(context, "echo", new Echo());
		context.addServletMappingDecoded("/echo", "echo");
		tomcat.start();
		tomcat.getServer().await();
	}
}
