using System.Globalization;

namespace ClinSeek.Evidence.Ledger;

/// <summary>
/// What makes an entry the same entry when its append is tried again: a step's number, an operator's request id, an epoch
/// for what happens once an instance, and the kind alone for what happens once a case.
/// </summary>
public readonly record struct LedgerKey
{
    private LedgerKey(string value) => Value = value;

    /// <summary>The key's text, such as <c>step.recorded/3</c>.</summary>
    public string Value { get; }

    /// <summary>The key of a draft.</summary>
    public static LedgerKey Of(LedgerDraft draft) => draft.Kind switch
    {
        LedgerKinds.StepRecorded => Step(draft.Step ?? -1),
        LedgerKinds.CaseResumed or LedgerKinds.CaseFailed =>
            new LedgerKey(string.Create(CultureInfo.InvariantCulture, $"{draft.Kind}/{draft.Epoch}")),
        _ when LedgerKinds.IsOperator(draft.Kind) => Request(draft.Request ?? ""),
        _ => Once(draft.Kind),
    };

    /// <summary>The key of a step.</summary>
    public static LedgerKey Step(int step) => new(string.Create(CultureInfo.InvariantCulture, $"{LedgerKinds.StepRecorded}/{step}"));

    /// <summary>The key of an operator's request: one id is one entry, whatever the kind.</summary>
    public static LedgerKey Request(string request) => new(LedgerKinds.OperatorPrefix + "/" + request);

    /// <summary>The key of what happens once a case, such as <see cref="LedgerKinds.CaseSealed"/>.</summary>
    public static LedgerKey Once(string kind) => new(kind);

    /// <inheritdoc />
    public override string ToString() => Value;
}
