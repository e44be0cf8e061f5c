using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Risk.Operators;

/// <summary>Who holds a scope in its present state: needed only when the state is to change.</summary>
struct ScopeHold
{
    /// <summary>Who set the state.</summary>
    internal Text16 By;

    /// <summary>A person did, so that only a person may relax it.</summary>
    internal bool Person;

    /// <summary>Only another person may relax it.</summary>
    internal bool SecondPerson;

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Text(ref By);
        walker.Flag(ref Person);
        walker.Flag(ref SecondPerson);
    }
}
