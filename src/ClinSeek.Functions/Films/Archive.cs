using ClinSeek.Ehr.Fhir.Rest;
using ClinSeek.Imaging.DicomWeb;

namespace ClinSeek.Functions.Films;

/// <summary>A configured archive with its connections.</summary>
public sealed class Archive : IDisposable
{
    private readonly Uri _root;
    private readonly HttpMessageInvoker _transport;

    public Archive(string name, DicomWebServerOptions options, TimeProvider time)
    {
        Name = name;
        Search = options.Search;
        _root = options.Guard.Base!;
        _transport = new HttpMessageInvoker(new ArchiveHandler(GuardedTransport.Create(options.Guard, time)));
        Client = new DicomWebClient(_root, _transport, options.Limits, time);
    }

    public string Name { get; }

    public bool Search { get; }

    public DicomWebClient Client { get; }

    /// <summary>Whether an Endpoint's address is this archive's. Paths are not compared: servers give the study's own, or leave the version out.</summary>
    public bool Is(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? endpoint)
        && endpoint.Scheme == _root.Scheme && endpoint.Port == _root.Port && string.Equals(endpoint.IdnHost, _root.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>How much of an address is this archive's root; more than one may lie on a host.</summary>
    public int Nearness(string address) => new Uri(address).AbsolutePath.StartsWith(_root.AbsolutePath.TrimEnd('/'), StringComparison.Ordinal) ? _root.AbsolutePath.Length : 0;

    public void Dispose() => _transport.Dispose();
}
