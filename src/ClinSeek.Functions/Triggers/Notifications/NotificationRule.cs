namespace ClinSeek.Functions.Triggers.Notifications;

/// <summary>A resource that matches the criteria starts a case with the question.</summary>
public sealed class NotificationRule
{
    /// <summary>A search in the form of <c>Subscription.criteria</c>: a type, then any of <c>code</c>, <c>category</c>, <c>status</c>, such as <c>Condition?code=http://snomed.info/sct|267036007</c>.</summary>
    public string Criteria { get; set; } = "";

    /// <summary>The question that the case asks.</summary>
    public string Question { get; set; } = "";
}
