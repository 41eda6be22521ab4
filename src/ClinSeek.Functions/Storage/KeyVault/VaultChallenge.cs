using System.Text;
using System.Text.RegularExpressions;

namespace ClinSeek.Functions.Storage.KeyVault;

/// <summary>What a vault says of the token that it wants: the header <c>WWW-Authenticate</c> of a 401.</summary>
/// <param name="Scope">The scope to ask Microsoft Entra ID for.</param>
/// <param name="Tenant">The tenant to ask; null where it is not named.</param>
/// <param name="Claims">Claims that the last token lacked; null where none are asked for.</param>
internal sealed partial record VaultChallenge(Uri Scope, string? Tenant, string? Claims)
{
    /// <summary>Reads the header; null where it is no challenge for a bearer token.</summary>
    public static VaultChallenge? Read(string header)
    {
        Dictionary<string, string> fields = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? Field().Matches(header).GroupBy(static match => match.Groups[1].Value, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(static group => group.Key, static group => group.First().Groups[2].Value, StringComparer.OrdinalIgnoreCase)
            : [];
        string? resource = fields.GetValueOrDefault("resource") ?? fields.GetValueOrDefault("scope");
        string? authority = fields.GetValueOrDefault("authorization") ?? fields.GetValueOrDefault("authorization_uri");
        return Uri.TryCreate(resource, UriKind.Absolute, out Uri? scope)
            ? new VaultChallenge(
                scope,
                Uri.TryCreate(authority, UriKind.Absolute, out Uri? tenant) ? tenant.Segments.ElementAtOrDefault(1)?.TrimEnd('/') : null,
                Decode(fields.GetValueOrDefault("claims")))
            : null;
    }

    /// <summary>Whether a vault may ask for this: a token for its own cloud, and for nobody else.</summary>
    public bool IsFor(Uri vault) => vault.Host == Scope.Host || vault.Host.EndsWith("." + Scope.Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>The scope as Microsoft Entra ID takes it.</summary>
    public string ScopeText => Scope.AbsoluteUri.TrimEnd('/') is var text && text.EndsWith("/.default", StringComparison.Ordinal) ? text : text + "/.default";

    private static string? Decode(string? claims)
    {
        byte[] decoded = new byte[claims?.Length ?? 0];
        return claims is { Length: > 0 } && Convert.TryFromBase64String(claims, decoded, out int length) ? Encoding.UTF8.GetString(decoded, 0, length) : null;
    }

    [GeneratedRegex("([a-z_]+)=\"([^\"]*)\"", RegexOptions.IgnoreCase)]
    private static partial Regex Field();
}
