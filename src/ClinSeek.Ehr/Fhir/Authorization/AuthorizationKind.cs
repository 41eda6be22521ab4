namespace ClinSeek.Ehr.Fhir.Authorization;

/// <summary>How a FHIR server is convinced.</summary>
public enum AuthorizationKind
{
    /// <summary>The server is open.</summary>
    None,

    /// <summary>A fixed token, from the configuration or a file that something else renews.</summary>
    Bearer,

    /// <summary>SMART Backend Services: a client assertion signed with a private key, exchanged for short-lived tokens.</summary>
    SmartBackend,

    /// <summary>Microsoft Entra ID by the credentials of the environment (managed identity, developer sign-in): Azure Health Data Services.</summary>
    Entra,
}
