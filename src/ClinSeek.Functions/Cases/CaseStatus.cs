using System.Text.Json.Serialization;

namespace ClinSeek.Functions.Cases;

/// <summary>Where a case stands, as people and scripts see it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CaseStatus>))]
public enum CaseStatus
{
    /// <summary>Accepted, or taking steps.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Waiting for a person or an event, or suspended.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>Ended with an answer.</summary>
    [JsonStringEnumMemberName("decided")]
    Decided,

    /// <summary>Ended with an explicit abstention.</summary>
    [JsonStringEnumMemberName("abstained")]
    Abstained,

    /// <summary>Ended by an error that its cause names.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Ended by a person.</summary>
    [JsonStringEnumMemberName("terminated")]
    Terminated,
}
