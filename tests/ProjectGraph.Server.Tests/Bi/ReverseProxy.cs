using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ProjectGraph.Server.Tests.Bi;

/// <summary>A real nginx before the service, as <c>https://graph.example/pg/</c> would have it: the path prefix taken off, the client's address told by headers.</summary>
internal sealed class ReverseProxy : IAsyncDisposable
{
    public const string PublicRoot = "https://graph.example/pg";

    private readonly TemporaryFolder folder;
    private readonly Process nginx;

    private ReverseProxy(TemporaryFolder folder, Process nginx, int port)
    {
        this.folder = folder;
        this.nginx = nginx;
        Address = new($"http://127.0.0.1:{port}/pg/");
    }

    /// <summary>Where it listens in truth.</summary>
    public Uri Address { get; }

    public static async Task<ReverseProxy> StartAsync(Uri service)
    {
        var folder = new TemporaryFolder();
        var port = FreePort();
        await File.WriteAllTextAsync(folder.File("nginx.conf"), Configuration(folder, port, service));
        var nginx = Process.Start(new ProcessStartInfo(FactWithAttribute.Find("nginx")!, ["-c", folder.File("nginx.conf"), "-p", folder.File(""), "-e", folder.File("error.log")])
        {
            RedirectStandardError = true,
        })!;
        var proxy = new ReverseProxy(folder, nginx, port);
        await proxy.ListeningAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        nginx.Kill(entireProcessTree: true);
        await nginx.WaitForExitAsync();
        nginx.Dispose();
        folder.Dispose();
    }

    private async Task ListeningAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            nginx.HasExited.ShouldBeFalse($"nginx ended: {(nginx.HasExited ? await nginx.StandardError.ReadToEndAsync() : "")}");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Address.Port, patience.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Configuration(TemporaryFolder folder, int port, Uri service) =>
        $$"""
        daemon off;
        master_process off;
        pid {{folder.File("nginx.pid")}};
        error_log {{folder.File("error.log")}};
        events { worker_connections 64; }
        http {
            access_log off;
            client_body_temp_path {{folder.File("body")}};
            proxy_temp_path {{folder.File("proxy")}};
            fastcgi_temp_path {{folder.File("fastcgi")}};
            uwsgi_temp_path {{folder.File("uwsgi")}};
            scgi_temp_path {{folder.File("scgi")}};
            large_client_header_buffers 4 32k;
            server {
                listen 127.0.0.1:{{port}};
                location /pg/ {
                    proxy_pass {{service.GetLeftPart(UriPartial.Authority)}}/;
                    proxy_http_version 1.1;
                    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                    proxy_set_header X-Forwarded-Proto https;
                    proxy_set_header X-Forwarded-Host graph.example;
                    proxy_set_header X-Forwarded-Prefix /pg;
                }
            }
        }
        """;
}
