using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ClinSeek.Peers.Azurite;

/// <summary>Azurite's blob service, or all three, as a process of its own on loopback. Ends when it is disposed, and with the process that started it.</summary>
public sealed partial class AzuriteServer : IAsyncDisposable
{
    /// <summary>The account that every Azurite has.</summary>
    public const string Account = "devstoreaccount1";

    /// <summary>The key that every Azurite has; documented, and no secret.</summary>
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly Process _process;

    private AzuriteServer(Process process, IReadOnlyList<Uri> endpoints)
    {
        _process = process;
        BlobEndpoint = endpoints[0];
        ConnectionString = ConnectionStringOf(BlobEndpoint) + (endpoints is [_, Uri queue, Uri table] ? $";QueueEndpoint={queue};TableEndpoint={table}" : "");
    }

    /// <summary>The blob service's address, with the account as its path.</summary>
    public Uri BlobEndpoint { get; }

    /// <summary>The process, for whoever wants to stop it the hard way.</summary>
    public int ProcessId => _process.Id;

    /// <summary>What an application puts into its settings.</summary>
    public string ConnectionString { get; }

    /// <summary>The connection string for another address of the same service, such as a proxy's.</summary>
    public static string ConnectionStringOf(Uri endpoint) => $"AccountName={Account};AccountKey={Key};BlobEndpoint={endpoint}";

    /// <summary>Starts one and waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended before it listened; the message holds what it printed.</exception>
    public static async Task<AzuriteServer> StartAsync(AzuriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new AzuriteOptions();
        var process = new Process { StartInfo = StartInfo(options) };
        process.Start();
        var endpoints = new List<Uri>();
        var printed = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            printed.Add(line);
            if (Listening().Match(line) is { Success: true } listening)
            {
                // Blobs come first, then queues, then tables.
                endpoints.Add(new Uri($"{listening.Groups[1].Value}/{Account}"));
                if (endpoints.Count < (options.AllServices ? 3 : 1))
                {
                    continue;
                }

                // What it prints from now on must be read, or it would block on a full pipe.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new AzuriteServer(process, endpoints);
            }
        }

        printed.Add(await process.StandardError.ReadToEndAsync(cancellationToken));
        throw new InvalidOperationException("Azurite did not start (Node.js 20 or later is needed): " + string.Join(Environment.NewLine, printed));
    }

    /// <summary>Kills it: nothing is flushed, connections break.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(AzuriteOptions options)
    {
        string folder = typeof(AzuriteServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(static attribute => attribute.Key == "AzuriteFolder").Value!;
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = options.Folder ?? Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            Path.Combine(folder, "start.cjs"),
            "--blobHost", "127.0.0.1",
            "--blobPort", options.Port.ToString(CultureInfo.InvariantCulture),
            "--disableTelemetry",
            .. options.AllServices ? new[] { "--queueHost", "127.0.0.1", "--queuePort", "0", "--tableHost", "127.0.0.1", "--tablePort", "0", "--skipApiVersionCheck" } : [],
            .. options.Folder is { } data ? new[] { "--location", data } : ["--inMemoryPersistence"],
            .. options.CertificateFile is { } certificate ? new[] { "--cert", certificate, "--key", options.CertificateKeyFile!, "--oauth", "basic" } : [],
        ];
        start.Environment["AZURITE_SERVICES"] = options.AllServices ? "all" : "blob";
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    // The blob service alone says it in other words than the three together.
    [GeneratedRegex(@"successfully listen(?:s on|ing at) (\S+)")]
    private static partial Regex Listening();
}
