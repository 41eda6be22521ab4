using System.Diagnostics.CodeAnalysis;

namespace ClinSeek.Functions.Storage.KeyVault;

/// <summary>One version of a vault's key, as its id <c>https://VAULT/keys/NAME/VERSION</c> names it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Version">Its version.</param>
internal readonly record struct VaultKeyId(string Name, string Version)
{
    /// <summary>Reads an id of a vault; an id of another vault is none.</summary>
    public static bool TryParse(Uri vault, string? text, [NotNullWhen(true)] out VaultKeyId? id)
    {
        id = Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
            && uri.Scheme == vault.Scheme && uri.Authority.Equals(vault.Authority, StringComparison.OrdinalIgnoreCase)
            && uri.AbsolutePath.Split('/') is ["", "keys", { Length: > 0 } name, { Length: > 0 } version]
            && name.All(IsLetter) && version.All(IsLetter)
                ? new VaultKeyId(name, version)
                : null;
        return id is not null;
    }

    /// <summary>Its path within the vault.</summary>
    public string Path => $"keys/{Name}/{Version}";

    private static bool IsLetter(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '-';
}
