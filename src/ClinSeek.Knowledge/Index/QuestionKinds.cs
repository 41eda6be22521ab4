namespace ClinSeek.Knowledge.Index;

/// <summary>What a question about a condition asks for, and what a section of a text answers.</summary>
[Flags]
internal enum QuestionKinds
{
    /// <summary>Nothing that is known.</summary>
    None = 0,

    /// <summary>What it is.</summary>
    Overview = 1,

    /// <summary>How it shows.</summary>
    Symptoms = 1 << 1,

    /// <summary>What is done about it.</summary>
    Treatment = 1 << 2,

    /// <summary>What brings it about.</summary>
    Causes = 1 << 3,

    /// <summary>How it runs in families, and which genes.</summary>
    Inheritance = 1 << 4,

    /// <summary>How common it is.</summary>
    Frequency = 1 << 5,

    /// <summary>How it is found.</summary>
    Diagnosis = 1 << 6,

    /// <summary>How it is avoided.</summary>
    Prevention = 1 << 7,

    /// <summary>How it ends.</summary>
    Outlook = 1 << 8,

    /// <summary>Who gets it.</summary>
    Risk = 1 << 9,

    /// <summary>What it leads to.</summary>
    Complications = 1 << 10,

    /// <summary>What is being studied.</summary>
    Research = 1 << 11,
}
