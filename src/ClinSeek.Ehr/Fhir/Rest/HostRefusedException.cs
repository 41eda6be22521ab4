namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>A request leads to a host that may not be asked: it is not named, or its name means an address in a private network.</summary>
public sealed class HostRefusedException : IOException
{
    internal HostRefusedException()
        : base("The host's address lies in a network that may not be asked.")
    {
    }

    internal HostRefusedException(string host)
        : base($"An answer leads to the host '{host}', which is not allowed (another host, or without TLS). Name it under AllowedHosts if it belongs to the server.")
    {
    }
}
