using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ProjectGraph.Server.Tests.Bi;

/// <summary>A real nginx before the service, as <c>https://graph.example/pg/</c> would have it: the path prefix taken off, the client's address told by headers.</summary>
internal sealed class ReverseProxy : IAsyncDisposable
{
    public const string PublicRoot = "https://graph.example/pg";

    private readonly TemporaryFolder _folder;
    private readonly Process _nginx;

    private ReverseProxy(TemporaryFolder folder, Process nginx, Uri address)
    {
        _folder = folder;
        _nginx = nginx;
        Address = address;
    }

    /// <summary>Where it listens in truth.</summary>
    public Uri Address { get; }

    /// <summary>Before one service, below a path.</summary>
    public static Task<ReverseProxy> StartAsync(Uri service) => StartAsync("/pg/", port => Public(port, service));

    /// <summary>Before several, each the next request: what one could not even be asked goes to another.</summary>
    public static Task<ReverseProxy> BalanceAsync(params Uri[] services) => StartAsync("/", port => Balanced(port, services));

    private static async Task<ReverseProxy> StartAsync(string path, Func<int, string> server)
    {
        var folder = new TemporaryFolder();
        var port = FreePort();
        await File.WriteAllTextAsync(folder.File("nginx.conf"), Configuration(folder, server(port)));
        var nginx = Process.Start(
            new ProcessStartInfo(
                FactWithAttribute.Find("nginx")!,
                ["-c", folder.File("nginx.conf"), "-p", folder.File(""), "-e", folder.File("error.log")]
            )
            {
                RedirectStandardError = true,
            }
        )!;
        var proxy = new ReverseProxy(folder, nginx, new($"http://127.0.0.1:{port}{path}"));
        await proxy.ListeningAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        _nginx.Kill(entireProcessTree: true);
        await _nginx.WaitForExitAsync();
        _nginx.Dispose();
        _folder.Dispose();
    }

    private async Task ListeningAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (true)
        {
            _nginx.HasExited.ShouldBeFalse($"nginx ended: {(_nginx.HasExited ? await _nginx.StandardError.ReadToEndAsync() : "")}");
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

    private static string Configuration(TemporaryFolder folder, string server) =>
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
                {{server}}
            }
            """;

    private static string Public(int port, Uri service) =>
        $$"""
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
            """;

    private static string Balanced(int port, IEnumerable<Uri> services) =>
        $$"""
            upstream services {
                {{string.Concat(services.Select(service => $"server {service.Authority} max_fails=1 fail_timeout=1s; "))}}
            }
            server {
                listen 127.0.0.1:{{port}};
                location / {
                    proxy_pass http://services;
                    proxy_http_version 1.1;
                    proxy_set_header Host $host:$server_port;
                    proxy_set_header Connection "";
                    proxy_buffering off;
                }
            }
            """;
}
