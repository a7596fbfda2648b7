import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The routes of cases/TARGETS.md on Netty's HTTP codec: {@code Netty PORT}. */
public final class Netty {
	private static final class Routes extends SimpleChannelInboundHandler<FullHttpRequest> {
		@Override
		protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
			/* The codec tells what it refuses; to answer is up to its user. */
			if (request.decoderResult().isFailure()) {
				FullHttpResponse bad = response(HttpResponseStatus.BAD_REQUEST, "bad\n");

				bad.headers().set("Connection", "close");
				context.writeAndFlush(bad).addListener(ChannelFutureListener.CLOSE);
			} else {
				context.writeAndFlush(answer(request));
			}
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			context.close();
		}

		private static FullHttpResponse answer(FullHttpRequest request) {
			/* The request-target is given in the form it came in. */
			String path = request.uri().replaceFirst("(?i)^http://[^/?]+", "");
			HttpMethod method = request.method();
			boolean get = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);

			if (path.equals("/echo"))
				return method.equals(HttpMethod.POST)
					? response(HttpResponseStatus.OK, request.content().retain())
					: notAllowed("POST");
			if (path.equals("/fields"))
				return response(HttpResponseStatus.OK, fields(request));
			if (path.equals("/moved"))
				return moved();
			if (!path.equals("/") && !path.isEmpty())
				return response(HttpResponseStatus.NOT_FOUND, "not here\n");
			return get ? response(HttpResponseStatus.OK, "ok\n") : notAllowed("GET, HEAD");
		}

		private static FullHttpResponse notAllowed(String allowed) {
			FullHttpResponse response =
				response(HttpResponseStatus.METHOD_NOT_ALLOWED, "not so\n");

			response.headers().set("Allow", allowed);
			return response;
		}

		private static FullHttpResponse moved() {
			FullHttpResponse response = response(HttpResponseStatus.FOUND, "");

			response.headers().set("Location", "/");
			return response;
		}

		private static String fields(FullHttpRequest request) {
			StringBuilder lines = new StringBuilder();

			for (Map.Entry<String, String> field : request.headers())
				lines.append(field.getKey()).append(": ")
					.append(field.getValue()).append('\n');
			return lines.toString();
		}

		private static FullHttpResponse response(HttpResponseStatus status, String text) {
			return response(status,
				Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
		}

		private static FullHttpResponse response(HttpResponseStatus status, ByteBuf content) {
			FullHttpResponse response = new DefaultFullHttpResponse(
				HttpVersion.HTTP_1_1, status, content);

			response.headers().set("Content-Type", "text/plain");
			response.headers().set("Content-Length", content.readableBytes());
			return response;
		}
	}

	private static final class Pipeline extends ChannelInitializer<Channel> {
		@Override
		protected void initChannel(Channel channel) {
			channel.pipeline().addLast(new HttpServerCodec(),
				new HttpServerKeepAliveHandler(),
				new HttpObjectAggregator(1 << 20), new Routes());
		}
	}

	public static void main(String[] arguments) throws Exception {
		ChannelFuture bound = new ServerBootstrap()
			.group(new NioEventLoopGroup())
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, 1024)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new Pipeline())
			.bind("127.0.0.1", Integer.parseInt(arguments[0]));

		bound.sync().channel().closeFuture().sync();
	}
}
