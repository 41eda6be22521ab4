namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>What a self link says about a search, from good to bad.</summary>
internal enum SelfVerdict
{
    /// <summary>Every parameter is named.</summary>
    Confirmed,

    /// <summary>It names no parameters at all.</summary>
    Silent,

    /// <summary>A parameter is missing.</summary>
    Dropped,

    /// <summary>A parameter has another value.</summary>
    Changed,
}
