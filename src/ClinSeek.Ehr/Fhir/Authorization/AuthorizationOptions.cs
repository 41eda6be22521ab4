namespace ClinSeek.Ehr.Fhir.Authorization;

/// <summary>How a FHIR server is convinced. Secrets come from the configuration or the environment and are never written anywhere.</summary>
public sealed class AuthorizationOptions
{
    /// <summary>The way. Default: none.</summary>
    public AuthorizationKind Kind { get; set; }

    /// <summary>Bearer: the token.</summary>
    public string? Token { get; set; }

    /// <summary>Bearer: a file that holds the token, read again when the server refuses it.</summary>
    public string? TokenFile { get; set; }

    /// <summary>SmartBackend: the client id that the server registered.</summary>
    public string? ClientId { get; set; }

    /// <summary>SmartBackend: the PEM file of the private key; RSA of 2,048 bits or more (RS384) or EC P-384 (ES384).</summary>
    public string? KeyFile { get; set; }

    /// <summary>SmartBackend: PEM files of keys that were in use before; published with the new one until the server has forgotten them.</summary>
    public IList<string> FormerKeyFiles { get; init; } = [];

    /// <summary>SmartBackend: the key's id as registered; its RFC 7638 thumbprint when left out.</summary>
    public string? KeyId { get; set; }

    /// <summary>SmartBackend: where the server fetches the key set, as registered (<c>jku</c>); left out of the assertion when null.</summary>
    public string? KeySetUrl { get; set; }

    /// <summary>SmartBackend: the token endpoint; found by <c>.well-known/smart-configuration</c> when left out. It may lie on another host than the server: it gets the assertion, never a token.</summary>
    public string? TokenEndpoint { get; set; }

    /// <summary>SmartBackend: <c>system/*.rs</c> by default. Entra: the server's <c>/.default</c> by default.</summary>
    public string? Scope { get; set; }

    internal IEnumerable<string> Problems(string section)
    {
        if (Kind == AuthorizationKind.Bearer && string.IsNullOrWhiteSpace(Token) == string.IsNullOrWhiteSpace(TokenFile))
        {
            yield return $"{section} is Bearer and needs either Token or TokenFile.";
        }

        if (Kind != AuthorizationKind.Bearer && (Token ?? TokenFile) is not null)
        {
            yield return $"{section} holds a token that Kind {Kind} does not use; set Kind to Bearer, or take the token away.";
        }

        if (Kind == AuthorizationKind.SmartBackend)
        {
            if (string.IsNullOrWhiteSpace(ClientId) || string.IsNullOrWhiteSpace(KeyFile))
            {
                yield return $"{section} is SmartBackend and needs ClientId and KeyFile.";
            }

            foreach (string file in FormerKeyFiles.Prepend(KeyFile).OfType<string>())
            {
                if (ClientKey.ProblemOf(file) is { } problem)
                {
                    yield return $"{section}: {problem}";
                }
            }

            if (TokenEndpoint is not null && !IsUsable(TokenEndpoint))
            {
                yield return $"{section}:TokenEndpoint is no https address.";
            }

            if (KeySetUrl is not null && !IsUsable(KeySetUrl))
            {
                yield return $"{section}:KeySetUrl is no https address.";
            }
        }
    }

    /// <summary>Assertions travel encrypted, but for loopback.</summary>
    internal static bool IsUsable(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
