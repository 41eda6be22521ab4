namespace ClinSeek.Ehr.Database;

/// <summary>Why a resource gave no row; the keys of <see cref="SnapshotInfo.Skipped"/>.</summary>
public static class SkipReasons
{
    /// <summary>It was not available strictly before the cut-off. Says nothing about its content.</summary>
    public const string AfterCutoff = "afterCutoff";

    /// <summary>It has no time by which it could be shown: denied.</summary>
    public const string NoTime = "noTime";

    /// <summary>The time policy does not name its table or type: denied.</summary>
    public const string NoPolicy = "noPolicy";

    /// <summary>No table is made from its type.</summary>
    public const string NoTable = "noTable";

    /// <summary>It is about nobody, or another patient.</summary>
    public const string NotThePatient = "notThePatient";

    /// <summary>Its status says it was entered in error.</summary>
    public const string EnteredInError = "enteredInError";

    /// <summary>A diagnosis that was refuted.</summary>
    public const string Refuted = "refuted";

    /// <summary>An act that was not done or not taken, or an order not to.</summary>
    public const string NotDone = "notDone";

    /// <summary>It was cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Its table's view leaves it out.</summary>
    public const string NotInView = "notInView";

    /// <summary>Its content does not fit its table's view; named among the issues.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>A version that a later one replaces.</summary>
    public const string Superseded = "superseded";

    /// <summary>It was deleted.</summary>
    public const string Deleted = "deleted";
}
