namespace ClinSeek.Evidence.Decisions;

/// <summary>What a question wants as its answer. An abstention answers every type.</summary>
public enum QuestionType
{
    /// <summary>What explains the findings: diagnoses, likeliest first; see <see cref="DifferentialAnswer"/>.</summary>
    RankedDifferential,

    /// <summary>Exactly one of the listed candidates; see <see cref="ChoiceAnswer"/>.</summary>
    ChooseOne,

    /// <summary>Any number of the listed candidates, at least one; see <see cref="ChoiceAnswer"/>.</summary>
    ChooseSeveral,

    /// <summary>Yes or no, with a risk where one can be given; see <see cref="YesNoAnswer"/>.</summary>
    YesNo,

    /// <summary>Names that no list closes, such as medications; see <see cref="ListAnswer"/>.</summary>
    FreeList,

    /// <summary>Sentences; see <see cref="TextAnswer"/>.</summary>
    FreeText,
}
