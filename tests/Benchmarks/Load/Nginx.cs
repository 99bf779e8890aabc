using StudentUnion.Benchmarks.Rigs;
using StudentUnion.Native;

namespace StudentUnion.Benchmarks.Load;

/// <summary>The proxy everybody compares with, before the same upstream.</summary>
internal static class Nginx
{
    public static async Task<Child> Start(Rig rig, int port, Uri upstream, CancellationToken ct)
    {
        var folder = Directory.CreateDirectory(rig.At("nginx")).FullName;
        var configuration = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            daemon off;
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            worker_processes auto;
            pid {{folder}}/pid;
            error_log {{folder}}/error.log;
            events { worker_connections 1024; }
            http {
              access_log off;
              keepalive_requests 1000000000;
              client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy;
              fastcgi_temp_path {{folder}}/fastcgi; uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
              upstream hello { server {{upstream.Authority}}; keepalive 128; keepalive_requests 1000000000; }
              server {
                listen 127.0.0.1:{{port}};
                location / { proxy_pass http://hello; proxy_http_version 1.1; proxy_set_header Connection ""; }
              }
            }
            """, ct);
        return await rig.Start("nginx", new("nginx", "-e", Path.Combine(folder, "error.log"), "-c", configuration), new Uri($"http://127.0.0.1:{port}/"), ct);
    }
}
