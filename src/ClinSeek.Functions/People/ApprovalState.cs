using System.Text.Json.Serialization;

namespace ClinSeek.Functions.People;

/// <summary>Where an approval stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApprovalState>))]
public enum ApprovalState
{
    /// <summary>A person has to say.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>A person approved the decision: it stands.</summary>
    [JsonStringEnumMemberName("approved")]
    Approved,

    /// <summary>A person rejected the decision: the case ends without an answer.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,

    /// <summary>Nobody said anything in time: the case ends without an answer.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,
}
