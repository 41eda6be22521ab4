namespace ClinSeek.Evidence.Decisions;

/// <summary>What a second reasoner's reading says of a decision.</summary>
public enum Agreement
{
    /// <summary>It comes to the same.</summary>
    Agrees,

    /// <summary>It comes to something else.</summary>
    Differs,

    /// <summary>It gives no answer: outside what it knows, too little evidence, or not to be reached.</summary>
    Abstains,
}
