using System.Text.Json.Serialization;

namespace ClinSeek.Functions.People;

/// <summary>Where a question stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QuestionState>))]
public enum QuestionState
{
    /// <summary>Waiting for an answer.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>Answered.</summary>
    [JsonStringEnumMemberName("answered")]
    Answered,

    /// <summary>Nobody answered in time.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,
}
