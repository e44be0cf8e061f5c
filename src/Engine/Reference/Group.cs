using Gateway.Engine.State;
using Gateway.Messages;

namespace Gateway.Engine.Reference;

/// <summary>An allocation group; its members lie in the group's row of the member table.</summary>
struct Group
{
    internal AllocationPolicy Policy;
    internal int Announced;     // Members that its definition announced.
    internal int Members;       // Members that arrived.

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Word(ref Policy);
        walker.Number(ref Announced);
        walker.Number(ref Members);
    }
}

/// <summary>One account of a group or of a pre-trade allocation.</summary>
struct Member
{
    internal int Account;       // -1 when the account is not known.
    internal long Weight;       // Weight or lots, by the policy.
    internal long Quantity;     // Units of 1e-8, for a fixed policy over legs.
    internal Text16 Name;

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Named(NameKind.Account, ref Account);
        walker.Text(ref Name);
        walker.Number(ref Weight);
        walker.Number(ref Quantity);
    }
}
