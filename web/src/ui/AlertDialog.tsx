// A question over the page: it has the keys and the focus until it is answered. Escape and the page behind answer no.
import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import styles from "./dialog.module.css";

interface Props {
  title: string;
  children: ReactNode;
  onClose(): void;
}

export function AlertDialog({ title, children, onClose }: Props) {
  return (
    <ModalOverlay
      isOpen
      isDismissable
      className={styles.overlay ?? ""}
      data-overlay
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className={styles.modal ?? ""}>
        <Dialog role="alertdialog" className={styles.dialog ?? ""}>
          <Heading slot="title" className={styles.title ?? ""}>
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
