namespace ClinSeek.Functions.Storage;

/// <summary>Where the keys lie. The section is <c>Keys</c>: <c>Keys__Provider</c>, <c>Keys__VaultUri</c>, ...</summary>
public sealed class KeyOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Keys";

    /// <summary>A key file of this machine, or Azure Key Vault. Default: the file.</summary>
    public KeyProviderKind Provider { get; set; }

    /// <summary>The vault, such as <c>https://NAME.vault.azure.net</c>; spoken to with Microsoft Entra ID.</summary>
    public Uri? VaultUri { get; set; }

    /// <summary>The name of the vault's RSA key that wraps the keys of cases. Default: <c>clinseek-wrapping</c>.</summary>
    public string WrappingKey { get; set; } = "clinseek-wrapping";

    /// <summary>The name of the vault's P-256 key that signs heads. Default: <c>clinseek-signing</c>.</summary>
    public string SigningKey { get; set; } = "clinseek-signing";

    /// <summary>What is wrong with the options, each with its remedy; empty when nothing is.</summary>
    /// <param name="storage">Where the record lies: one that others share needs keys that others share.</param>
    public IEnumerable<string> Problems(StorageOptions storage)
    {
        if (!Enum.IsDefined(Provider))
        {
            yield return "Keys:Provider is neither Local nor KeyVault.";
        }

        if (Provider != KeyProviderKind.KeyVault)
        {
            if (VaultUri is not null)
            {
                yield return "Keys:VaultUri is set but Keys:Provider is Local; set it to KeyVault, or take the address away.";
            }
            else if (!storage.IsOfThisMachine)
            {
                yield return "The record lies in shared storage and the keys in a file of this machine: another process could read none of it. "
                    + "Set Keys:Provider to KeyVault and Keys:VaultUri to a vault with the two keys (docs/adr/0011 says how to make them).";
            }

            yield break;
        }

        if (VaultUri is not { IsAbsoluteUri: true, Scheme: "https" })
        {
            yield return "Keys:Provider is KeyVault: set Keys:VaultUri to the vault's https address, such as https://NAME.vault.azure.net.";
        }

        if (!IsKeyName(WrappingKey) || !IsKeyName(SigningKey) || WrappingKey == SigningKey)
        {
            yield return "Keys:WrappingKey and Keys:SigningKey must name two keys of the vault, with 1 to 127 of A-Z, a-z, 0-9 and '-'.";
        }
    }

    private static bool IsKeyName(string? name) =>
        name is { Length: >= 1 and <= 127 } && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}
