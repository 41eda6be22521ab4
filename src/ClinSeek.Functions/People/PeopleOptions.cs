using System.ComponentModel.DataAnnotations;
using ClinSeek.Evidence.Cases;

namespace ClinSeek.Functions.People;

/// <summary>What cases ask of people where their request does not say: section <c>People</c> of the configuration.</summary>
public sealed class PeopleOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "People";

    /// <summary>Whether decisions need an approval.</summary>
    public bool Approval { get; set; }

    /// <summary>How long a decision waits for it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan ApprovalWithin { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Whether a reasoner may ask a clinician.</summary>
    public bool AskClinician { get; set; }

    /// <summary>How long a question stays open.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromHours(8);

    /// <summary>What a request that says this much is held to; null where nothing is asked of people.</summary>
    internal CasePeople? For(bool? approval, bool? askClinician)
    {
        bool approves = approval ?? Approval, asks = askClinician ?? AskClinician;
        return approves || asks ? new CasePeople(approves ? ApprovalWithin : null, asks ? AnswerWithin : null) : null;
    }
}
