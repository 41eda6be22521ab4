namespace ClinSeek.Functions.Storage;

/// <summary>Where the keys lie that protect the record.</summary>
public enum KeyProviderKind
{
    /// <summary>In a file of this machine.</summary>
    Local,

    /// <summary>In Azure Key Vault, which many processes may share and no process can read out.</summary>
    KeyVault,
}
