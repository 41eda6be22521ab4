using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace ClinSeek.Peers.Orthanc;

/// <summary>Orthanc with its DICOMweb plugin as a process of its own on loopback. Ends when it is disposed, and with the process that started it.</summary>
public sealed class OrthancServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/Orthanc";
    private const string Plugin = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so";
    private const string Remedy = "Install it with `apt-get install orthanc orthanc-dicomweb gcc`, and stop the service that the package may start.";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly string _folder;

    private OrthancServer(Process process, string folder, Uri root)
    {
        _process = process;
        _folder = folder;
        Root = root;
    }

    /// <summary>The root of the DICOMweb service.</summary>
    public Uri Root { get; }

    /// <summary>Starts an empty archive and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It is not installed or did not start; the message says what to do.</exception>
    public static async Task<OrthancServer> StartAsync(CancellationToken cancellationToken = default)
    {
        if (!File.Exists(Program) || !File.Exists(Plugin))
        {
            throw new InvalidOperationException("Orthanc is not on this machine. " + Remedy);
        }

        string folder = Directory.CreateTempSubdirectory("clinseek-orthanc-").FullName;
        await CompileAsync(folder, cancellationToken);
        for (int attempt = 1; ; attempt++)
        {
            int port = FreePort();
            Process process = Start(folder, port);
            var server = new OrthancServer(process, folder, new Uri($"http://127.0.0.1:{port}/dicom-web/"));
            if (await server.AnswersAsync(cancellationToken))
            {
                return server;
            }

            // Another process may have taken the port in between.
            await server.EndAsync();
            if (attempt == 3)
            {
                Directory.Delete(folder, recursive: true);
                throw new InvalidOperationException("Orthanc did not start. " + Remedy);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task EndAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Root, Timeout = TimeSpan.FromSeconds(20) };
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience && !_process.HasExited)
        {
            try
            {
                using HttpResponseMessage answer = await http.GetAsync("studies?limit=1", cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // It listens when it is ready.
            }

            await Task.Delay(100, cancellationToken);
        }

        return false;
    }

    private static Process Start(string folder, int port)
    {
        string settings = Path.Combine(folder, "orthanc.json");
        File.WriteAllText(settings, JsonSerializer.Serialize(new
        {
            Name = "clinseek-test",
            StorageDirectory = Path.Combine(folder, "db"),
            IndexDirectory = Path.Combine(folder, "db"),
            HttpPort = port,
            RemoteAccessAllowed = false,
            AuthenticationEnabled = false,
            DicomServerEnabled = false,
            Plugins = new[] { Plugin },
            DicomWeb = new { Enable = true, Root = "/dicom-web/", Host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), Ssl = false },
        }));
        var start = new ProcessStartInfo(Program, [settings])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LD_PRELOAD"] = Path.Combine(folder, "keep_on_loopback.so");
        Process process = Process.Start(start)!;
        // What it prints must be read, or it would block on a full pipe.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        return process;
    }

    private static async Task CompileAsync(string folder, CancellationToken cancellationToken)
    {
        string source = Path.Combine(AppContext.BaseDirectory, "keep_on_loopback.c");
        var start = new ProcessStartInfo("cc", ["-shared", "-fPIC", "-O1", "-o", Path.Combine(folder, "keep_on_loopback.so"), source, "-ldl", "-lpthread"])
        {
            RedirectStandardError = true,
        };
        try
        {
            using Process compiler = Process.Start(start)!;
            string printed = await compiler.StandardError.ReadToEndAsync(cancellationToken);
            await compiler.WaitForExitAsync(cancellationToken);
            if (compiler.ExitCode != 0)
            {
                throw new InvalidOperationException($"The library that keeps Orthanc on loopback does not compile: {printed} {Remedy}");
            }
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException("There is no C compiler to keep Orthanc on loopback with. " + Remedy, missing);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
