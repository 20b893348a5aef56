"""What the rules of issuing, printing and sending say no to."""

from shared.refusals import Refusal


class NotPossibleNow(Refusal):
    """The letter or message is in a state from which this cannot follow."""

    code = "not_possible_now"


class NothingToIssue(Refusal):
    """None of the ticked letters waits any more: another officer issued them."""

    code = "nothing_to_issue"


class NumberTaken(Refusal):
    """A number of the range was given before in this year."""

    code = "number_taken"


class UnreadableNumber(Refusal):
    """The first number is not a whole number from 1."""

    code = "unreadable_number"
    status = 422


class UnreadableDay(Refusal):
    """A typed day is no day."""

    code = "unreadable_day"
    status = 422


class FutureDate(Refusal):
    """Nothing is dated after today."""

    code = "future_date"


class DateOutOfOrder(Refusal):
    """A number may not carry an earlier day than the number before it."""

    code = "date_out_of_order"


class NoAddressYet(Refusal):
    """A letter's recipient is not known yet; issuing would print a letter nobody gets."""

    code = "no_address_yet"


class LettersChanged(Refusal):
    """Between looking and confirming somebody issued or replaced some of the letters."""

    code = "letters_changed"


class UnknownSigning(Refusal):
    """The capacity in which the letter is signed is not one of the unit's."""

    code = "unknown_signing"
    status = 422


class NoSigner(Refusal):
    """A letter names the person who signs it."""

    code = "no_signer"
    status = 422


class NotAPdf(Refusal):
    """The signed file that came back is not a readable PDF."""

    code = "not_a_pdf"
    status = 422


class NothingToPrint(Refusal):
    """No ticked letter waits for print with its file ready."""

    code = "nothing_to_print"


class NothingToPost(Refusal):
    """No letter of the print run waits for the post."""

    code = "nothing_to_post"


class TrackingDiffers(Refusal):
    """The pasted list of tracking codes does not fit the letters of the print run."""

    code = "tracking_differs"
    status = 422


class AddressNeeded(Refusal):
    """The channel chosen needs an address that is there and readable."""

    code = "address_needed"
    status = 422


class ProofNeeded(Refusal):
    """ "It arrived" needs the words of how we know, "it came back" those of why."""

    code = "proof_needed"
    status = 422


class NameNeeded(Refusal):
    """A letter goes to somebody: the name may not be empty."""

    code = "name_needed"
    status = 422
