using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ClinSeek.Ehr.Database.Bench;
using ClinSeek.Ehr.Fhir.Authorization;
using ClinSeek.Ehr.Fhir.Bulk;
using ClinSeek.Ehr.Fhir.Rest;

namespace ClinSeek.Ehr.Fhir;

/// <summary>
/// Finds the record source that a text names: a configured server by its name or address, an open server on this machine, a FHIR file or
/// folder, or patient databases of ClinSeek-Bench. Connections and tokens of a server are shared by all who ask for it.
/// </summary>
public sealed class RecordSources(FhirOptions options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Connection>> _connections = new(StringComparer.Ordinal);

    /// <summary>Whether a text names a server rather than files.</summary>
    public bool IsServer(string source) => IsAddress(source) || options.Servers.ContainsKey(source);

    /// <summary>Whether a source's times may lie in the future: research data has its dates moved to hide them.</summary>
    public bool HasMovedTimes(string source) => !IsServer(source) && (BenchFolder.IsAt(source) || MovedTimes.In(source, FhirFileOptions.Default, time.GetUtcNow()));

    /// <summary>The source, or why there is none: a server that is not on the allow-list.</summary>
    public bool TryFind(string source, [NotNullWhen(true)] out IRecordSource? found, [NotNullWhen(false)] out string? problem)
    {
        found = null;
        problem = null;
        if (!IsServer(source))
        {
            found = BenchFolder.IsAt(source) ? new BenchRecordSource(source, FhirFileOptions.Default, time) : new FileRecordSource(source, FhirFileOptions.Default, time);
            return true;
        }

        if (TryOpen(source, out Connection? connection, out problem))
        {
            found = connection.Source;
            return true;
        }

        return false;
    }

    /// <summary>The server behind a source, for single reads; null for files and for what is not allowed.</summary>
    public IFhirReader? Reader(string source) =>
        IsServer(source) && TryOpen(source, out Connection? connection, out _) ? connection.Reader : null;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (Lazy<Connection> connection in _connections.Values)
        {
            if (connection.IsValueCreated)
            {
                (connection.Value.Tokens as IDisposable)?.Dispose();
                connection.Value.Transport.Dispose();
            }
        }

        _connections.Clear();
    }

    private bool TryOpen(string source, [NotNullWhen(true)] out Connection? connection, [NotNullWhen(false)] out string? problem)
    {
        connection = null;
        problem = null;
        if (Find(source) is (string name, FhirServerOptions server))
        {
            connection = Open(name, server);
            return true;
        }

        var asked = new FhirServerOptions { BaseUrl = source, Limits = options.Limits };
        if (options.AllowLoopback && asked.Base is { IsLoopback: true } address && !asked.Problems("the address").Any())
        {
            connection = Open(address.Authority, asked);
            return true;
        }

        problem = "The server is not on the allow-list. Name it in the configuration: Fhir__Servers__NAME__BaseUrl.";
        return false;
    }

    private (string Name, FhirServerOptions Server)? Find(string source)
    {
        if (options.Servers.TryGetValue(source, out FhirServerOptions? named))
        {
            return (source, named);
        }

        Uri? address = new FhirServerOptions { BaseUrl = source }.Base;
        foreach ((string name, FhirServerOptions server) in options.Servers)
        {
            if (address is not null && server.Base == address)
            {
                return (name, server);
            }
        }

        return null;
    }

    private Connection Open(string name, FhirServerOptions server) => _connections.GetOrAdd(
        server.Base!.AbsoluteUri,
        static (_, made) => new Lazy<Connection>(() => Connect(made.name, made.server, made.time)),
        (name, server, time)).Value;

    private static Connection Connect(string name, FhirServerOptions server, TimeProvider time)
    {
        var hosts = new HostPolicy(server.Base!, server.AllowedHosts);
        HttpMessageInvoker transport = FhirTransport.Create(hosts);
        IAccessTokenSource tokens = AccessTokens.For(server, hosts, transport, time);
        var http = new FhirHttp(hosts, tokens, server.Limits, transport, time);
        var quick = new FhirHttp(hosts, tokens, server.Limits.Impatient(), transport, time);
        var rest = new FhirRestSource(name, http, quick, server.Mode);
        IRecordSource source = server.Mode == RetrievalMode.Bulk ? new BulkSource(name, http, server.Bulk, rest) : rest;
        return new Connection(source, rest, tokens, transport);
    }

    private static bool IsAddress(string source) =>
        source.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || source.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private sealed record Connection(IRecordSource Source, IFhirReader Reader, IAccessTokenSource Tokens, HttpMessageInvoker Transport);
}
