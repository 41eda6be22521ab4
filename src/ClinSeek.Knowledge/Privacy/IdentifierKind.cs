namespace ClinSeek.Knowledge.Privacy;

/// <summary>What a place of a text may identify a person by.</summary>
public enum IdentifierKind
{
    /// <summary>A name, or a part of an address.</summary>
    Name,

    /// <summary>A record, account or telephone number.</summary>
    Number,

    /// <summary>A date, written in any way.</summary>
    Date,

    /// <summary>An e-mail or web address.</summary>
    Address,

    /// <summary>An age of 90 or more.</summary>
    Age,
}
